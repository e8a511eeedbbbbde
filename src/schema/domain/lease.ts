import { text, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, leaf, required } from '../core/element.ts'

/** `<target>` of a lease: the file that stores the lease. */
export interface LeaseTarget extends Infer<typeof leaseTarget> {}

const leaseTarget = element(
  'target',
  {
    /** The path of the file that stores the lease. */
    path: required(attribute(text)),
    /**
     * The offset of the lease in the file that stores the lease, in bytes. For lock managers that do not support
     * offsets, it is 0.
     */
    offset: attribute(unsigned),
  },
  { lead: 'path', page: 'formatdomain.html#device-leases' },
)

/** `<lease>`: a lock that libvirt's lock manager must acquire before the guest starts. */
export interface Lease extends Infer<typeof lease> {}

export const lease = element(
  'lease',
  {
    /** The name of the lock manager's lockspace that contains the lock. */
    lockspace: required(leaf(text)),
    /** The name of the lock that the lock manager acquires. It must be unique in the lockspace. */
    key: required(leaf(text)),
    /** The file that stores the lease. */
    target: required(child<LeaseTarget>(leaseTarget)),
  },
  { page: 'formatdomain.html#device-leases' },
)
