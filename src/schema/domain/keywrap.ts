import { oneOf, onOff } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<cipher>` in `<keywrap>`: whether an s390 guest can protect its keys for one cipher. */
export interface KeywrapCipher extends Infer<typeof keywrapCipher> {}

const keywrapCipher = element(
  'cipher',
  {
    /** The name of the cipher for which an s390 guest can protect its keys. */
    name: required(attribute(oneOf('aes dea'))),
    /** Whether the s390 guest can wrap (encrypt) its keys for the cipher in `name`. */
    state: required(attribute(onOff)),
  },
  { page: 'formatdomain.html#key-wrap' },
)

/** `<keywrap>`: the ciphers for which the machine can protect the keys of an s390 guest. */
export interface Keywrap extends Infer<typeof keywrap> {}

export const keywrap = element(
  'keywrap',
  {
    /**
     * The ciphers for which an s390 guest may or may not protect its keys. The guest may protect its keys for all
     * ciphers that are not listed.
     */
    cipher: required(many(child<KeywrapCipher>(keywrapCipher))),
  },
  { page: 'formatdomain.html#key-wrap' },
)
