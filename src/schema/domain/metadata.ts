import { type Codec, uuid } from '../core/codec.ts'
import { element, type Infer } from '../core/element.ts'

/** The text of `<genid>`: a UUID, or nothing, which is `true` to people and has libvirt make one. */
export const generation: Codec<string | true> = {
  expects: `${uuid.expects}, or true`,
  test: candidate => candidate.trim() === '' || uuid.test(candidate),
  parse: candidate => candidate === '' || candidate,
  print: value => (value === true ? '' : uuid.print(value)),
}

/** `<metadata>`: elements of other programs, which libvirt keeps. */
export interface Metadata extends Infer<typeof metadata> {}

export const metadata = element(
  'metadata',
  {},
  {
    open: true,
    expand: (xml: string | readonly string[]) => ({ xml }),
    page: 'formatdomain.html#general-metadata',
  },
)
