import type { Fluent } from '../schema/core/element.ts'
import { type Vsock, vsock as vsockElement } from '../schema/domain/vsock.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<vsock>`. Each field has a method of the same name. */
export interface VsockBuilder extends Fluent<typeof vsockElement, VsockBuilder> {}
export class VsockBuilder extends Builder<Vsock> {}
derive(VsockBuilder, vsockElement)

/**
 * A vsock device: sockets between the host and the guest that need no network. `cid` is the guest's
 * context ID, unique on the host and at least 3. Without a CID, libvirt chooses a free one at each
 * start. Since libvirt 4.4.0.
 *
 * @example
 * domain('fv0').hvm().vsock(vsock(3))
 * // <vsock model="virtio">
 * //   <cid auto="no" address="3"/>
 * // </vsock>
 * domain('fv1').hvm().vsock(vsock())
 * // <vsock model="virtio">
 * //   <cid auto="yes"/>
 * // </vsock>
 */
export const vsock = factory(VsockBuilder, vsockElement, (cid: number | undefined = undefined) => ({
  model: 'virtio',
  cid: cid === undefined ? { auto: true } : { auto: false, address: cid },
}))
