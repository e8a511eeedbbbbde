import type { Fluent } from '../schema/core/element.ts'
import { type Lease, lease as leaseElement } from '../schema/domain/lease.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<lease>` element, with one method for each field of the element. */
export interface LeaseBuilder extends Fluent<typeof leaseElement, LeaseBuilder> {}
export class LeaseBuilder extends Builder<Lease> {}
derive(LeaseBuilder, leaseElement)

/**
 * A lease that the host's lock manager must acquire before the guest starts. `lockspace` and `key`
 * identify the lease. `path` and `offset` (in bytes) are its location on shared storage.
 *
 * @example
 * domain('fv0').hvm().lease(lease('vms', 'fv0', '/shared/vms.lease'))
 * // <lease>
 * //   <lockspace>vms</lockspace>
 * //   <key>fv0</key>
 * //   <target path="/shared/vms.lease"/>
 * // </lease>
 */
export const lease = factory(
  LeaseBuilder,
  leaseElement,
  (lockspace: string, key: string, path: string, offset: number | undefined = undefined) => ({
    lockspace,
    key,
    target: { path, offset },
  }),
)
