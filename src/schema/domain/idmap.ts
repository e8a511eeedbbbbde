import { unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<uid>` or `<gid>` of an `<idmap>`: a range of numbers, and the range of the host that stands for it. */
export interface IdRange extends Infer<typeof idRange> {}

const idRange = element(
  'uid',
  {
    /** The first number in the guest. */
    start: required(attribute(unsigned)),
    /** The number of the host that it becomes. */
    target: required(attribute(unsigned)),
    /** How many numbers. */
    count: required(attribute(unsigned)),
  },
  { page: 'formatdomain.html#container-boot' },
)

/** `<idmap>`: the users and groups of the host that those of the guest become. */
export interface Idmap extends Infer<typeof idmap> {}

export const idmap = element(
  'idmap',
  {
    /** Ranges of users. */
    uid: many(child<IdRange>(idRange)),
    /** Ranges of groups. */
    gid: many(child<IdRange>(idRange)),
  },
  { page: 'formatdomain.html#container-boot' },
)
