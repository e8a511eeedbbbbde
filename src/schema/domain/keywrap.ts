import { oneOf, onOff } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<cipher>`: whether the guest can protect keys for one cipher. */
export interface KeywrapCipher extends Infer<typeof keywrapCipher> {}

const keywrapCipher = element(
  'cipher',
  {
    /** The cipher. */
    name: required(attribute(oneOf('aes dea'))),
    /** Whether the guest can protect keys for this cipher. */
    state: required(attribute(onOff)),
  },
  { page: 'formatdomain.html#key-wrap' },
)

/** `<keywrap>`: the ciphers for which an s390 guest can have its keys protected by the machine. */
export interface Keywrap extends Infer<typeof keywrap> {}

export const keywrap = element(
  'keywrap',
  {
    /** The ciphers; those that are not listed are allowed. */
    cipher: required(many(child<KeywrapCipher>(keywrapCipher))),
  },
  { page: 'formatdomain.html#key-wrap' },
)
