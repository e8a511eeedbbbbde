import type { Fluent } from '../schema/core/element.ts'
import { type Vsock, vsock as vsockElement } from '../schema/domain/vsock.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<vsock>` element, with one method for each field of the element. */
export interface VsockBuilder extends Fluent<typeof vsockElement, VsockBuilder> {}
export class VsockBuilder extends Builder<Vsock> {}
derive(VsockBuilder, vsockElement)

/**
 * A vsock device, which provides sockets between the host and the guest without a network. `cid` is the guest's context ID, a
 * number of at least 3 that no other guest on the host has. If you omit it, libvirt chooses a free ID at each start. Since
 * libvirt 4.4.0.
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
