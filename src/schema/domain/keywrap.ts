import { oneOf, onOff } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<cipher>`: whether an s390 guest can protect its keys for one cipher. */
export interface KeywrapCipher extends Infer<typeof keywrapCipher> {}

const keywrapCipher = element(
  'cipher',
  {
    /** The name of the cipher. */
    name: required(attribute(oneOf('aes dea'))),
    /** Whether the guest can wrap (encrypt) its keys for this cipher. */
    state: required(attribute(onOff)),
  },
  { page: 'formatdomain.html#key-wrap' },
)

/** `<keywrap>`: the ciphers for which the machine can protect the keys of an s390 guest. */
export interface Keywrap extends Infer<typeof keywrap> {}

export const keywrap = element(
  'keywrap',
  {
    /** The ciphers for which key protection is allowed or forbidden. It is allowed for ciphers that are not listed. */
    cipher: required(many(child<KeywrapCipher>(keywrapCipher))),
  },
  { page: 'formatdomain.html#key-wrap' },
)
