import { oneOf, onOff } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<cipher>`: whether an s390 guest can protect its keys for a cipher. */
export interface KeywrapCipher extends Infer<typeof keywrapCipher> {}

const keywrapCipher = element(
  'cipher',
  {
    /** The cipher. */
    name: required(attribute(oneOf('aes dea'))),
    /** Whether the guest can wrap (encrypt) its keys of this cipher. */
    state: required(attribute(onOff)),
  },
  { page: 'formatdomain.html#key-wrap' },
)

/** `<keywrap>`: the ciphers for which an s390 guest can have its keys protected by the machine. */
export interface Keywrap extends Infer<typeof keywrap> {}

export const keywrap = element(
  'keywrap',
  {
    /** The ciphers that are allowed or forbidden; a cipher that is not listed is allowed. */
    cipher: required(many(child<KeywrapCipher>(keywrapCipher))),
  },
  { page: 'formatdomain.html#key-wrap' },
)
