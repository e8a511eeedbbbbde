import type { Fluent } from '../schema/core/element.ts'
import { type Vsock, vsock as vsockElement } from '../schema/domain/vsock.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<vsock>`: one method a field. */
export interface VsockBuilder extends Fluent<typeof vsockElement, VsockBuilder> {}
export class VsockBuilder extends Builder<Vsock> {}
derive(VsockBuilder, vsockElement)

/**
 * Sockets between the host and the guest that need no network: under a number of the host's, from 3, or under one that
 * libvirt chooses.
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
export const vsock = word(VsockBuilder, vsockElement, (cid: number | undefined = undefined) => ({
  model: 'virtio',
  cid: cid === undefined ? { auto: true } : { auto: false, address: cid },
}))
