import { text, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, leaf, required } from '../core/element.ts'

/** `<target>` of a lease: where it is kept. */
export interface LeaseTarget extends Infer<typeof leaseTarget> {}

const leaseTarget = element(
  'target',
  {
    /** The path of the file of the lock space. */
    path: required(attribute(text)),
    /** Where in the file the lease is; 0 for lock managers that need none. */
    offset: attribute(unsigned),
  },
  { lead: 'path', page: 'formatdomain.html#device-leases' },
)

/** `<lease>`: what a lock manager has to get before the guest starts. */
export interface Lease extends Infer<typeof lease> {}

export const lease = element(
  'lease',
  {
    /** The lock space that the key belongs to. */
    lockspace: required(leaf(text)),
    /** What is locked, unique in the lock space. */
    key: required(leaf(text)),
    /** Where the lease is kept. */
    target: required(child<LeaseTarget>(leaseTarget)),
  },
  { page: 'formatdomain.html#device-leases' },
)
