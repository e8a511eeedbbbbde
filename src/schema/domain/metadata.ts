import { type Codec, uuid } from '../core/codec.ts'
import { element, type Infer } from '../core/element.ts'

/**
 * A codec for the value of `<genid>`: a UUID, or an empty text (`true` in programs). If the text is empty, libvirt
 * generates a UUID.
 */
export const generationId: Codec<string | true> = {
  expects: `${uuid.expects}, or true`,
  test: candidate => candidate.trim() === '' || uuid.test(candidate),
  parse: candidate => candidate === '' || candidate,
  print: value => (value === true ? '' : uuid.print(value)),
}

/** `<metadata>`: XML elements that other programs store in the domain. libvirt does not change these elements. */
export interface Metadata extends Infer<typeof metadata> {}

export const metadata = element(
  'metadata',
  {},
  {
    isOpen: true,
    expand: (xml: string | readonly string[]) => ({ xml }),
    page: 'formatdomain.html#general-metadata',
  },
)
