import type { Fluent } from '../schema/core/element.ts'
import { type Lease, lease as leaseElement } from '../schema/domain/lease.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<lease>`: one method a field. */
export interface LeaseBuilder extends Fluent<typeof leaseElement, LeaseBuilder> {}
export class LeaseBuilder extends Builder<Lease> {}
derive(LeaseBuilder, leaseElement)

/**
 * What a lock manager has to get before the guest starts: a key of a lock space, and the file that keeps it.
 *
 * @example
 * domain('fv0').hvm().lease(lease('vms', 'fv0', '/shared/vms.lease'))
 * // <lease>
 * //   <lockspace>vms</lockspace>
 * //   <key>fv0</key>
 * //   <target path="/shared/vms.lease"/>
 * // </lease>
 */
export const lease = word(
  LeaseBuilder,
  leaseElement,
  (lockspace: string, key: string, path: string, offset: number | undefined = undefined) => ({
    lockspace,
    key,
    target: { path, offset },
  }),
)
