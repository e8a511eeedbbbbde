import { unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<uid>` or `<gid>` of an `<idmap>`: a range of IDs in the container, and the host IDs to which the range is mapped. */
export interface IdRange extends Infer<typeof idRange> {}

const idRange = element(
  'uid',
  {
    /** The first user or group ID of the range in the container. */
    start: required(attribute(unsigned)),
    /** The ID on the host to which the first ID of the container's range is mapped. */
    target: required(attribute(unsigned)),
    /** The number of user or group IDs in the range. */
    count: required(attribute(unsigned)),
  },
  { page: 'formatdomain.html#container-boot' },
)

/** `<idmap>`: maps the user and group IDs of a container to user and group IDs of the host. */
export interface Idmap extends Infer<typeof idmap> {}

export const idmap = element(
  'idmap',
  {
    /** The ranges of user IDs in the container, and the host IDs to which they are mapped. */
    uid: many(child<IdRange>(idRange)),
    /** The ranges of group IDs in the container, and the host IDs to which they are mapped. */
    gid: many(child<IdRange>(idRange)),
  },
  { page: 'formatdomain.html#container-boot' },
)
