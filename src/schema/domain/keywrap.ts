import { oneOf, onOff } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<cipher>`: one way of wrapping keys. */
export interface KeywrapCipher extends Infer<typeof keywrapCipher> {}

const keywrapCipher = element(
  'cipher',
  {
    /** The algorithm. */
    name: required(attribute(oneOf('aes dea'))),
    /** Whether the guest may use it. */
    state: required(attribute(onOff)),
  },
  { page: 'formatdomain.html#key-wrap' },
)

/** `<keywrap>`: which keys an s390 guest may have protected by the machine. */
export interface Keywrap extends Infer<typeof keywrap> {}

export const keywrap = element(
  'keywrap',
  {
    /** One way of wrapping keys; those not named are allowed. */
    cipher: required(many(child<KeywrapCipher>(keywrapCipher))),
  },
  { page: 'formatdomain.html#key-wrap' },
)
