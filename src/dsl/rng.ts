import type { Fluent } from '../schema/core/element.ts'
import { type Rng, type RngBackend, rng as rngElement } from '../schema/domain/rng.ts'
import { Builder, derive, factory } from './builder.ts'
import { type HostEnd, hostEndOf } from './chardev.ts'

/** The builder for an `<rng>` element, with one method for each field of the element. */
export interface RngBuilder extends Fluent<typeof rngElement, RngBuilder> {}
export class RngBuilder extends Builder<Rng> {}
derive(RngBuilder, rngElement)

/**
 * A virtio random number generator that reads random data from a device of the host, by default
 * `/dev/urandom`.
 *
 * @example
 * domain('fv0').hvm().rng(rng('/dev/urandom').rate({ bytes: 1024, period: 1000 }))
 * // <rng model="virtio">
 * //   <rate bytes="1024" period="1000"/>
 * //   <backend model="random">/dev/urandom</backend>
 * // </rng>
 */
export const rng = factory(RngBuilder, rngElement, (path: RngBackend['path'] = '/dev/urandom') => ({
  model: 'virtio',
  backend: { model: 'random', path },
}))

/**
 * A virtio random number generator that uses QEMU's built-in source, which reads from the host's
 * kernel. Since libvirt 6.1.0.
 *
 * @example
 * domain('fv0').hvm().rng(builtinRng())
 * // <rng model="virtio">
 * //   <backend model="builtin"/>
 * // </rng>
 */
export const builtinRng = factory(RngBuilder, rngElement, () => ({
  model: 'virtio',
  backend: { model: 'builtin' },
}))

/**
 * A virtio random number generator that reads from an entropy daemon over the EGD protocol. `end`
 * is the connection to the daemon.
 *
 * @example
 * domain('fv0').hvm().rng(egd(tcp('connect', { host: '10.0.0.1', service: 1234 })))
 * // <rng model="virtio">
 * //   <backend model="egd" type="tcp">
 * //     <source mode="connect" host="10.0.0.1" service="1234"/>
 * //   </backend>
 * // </rng>
 */
export const egd = factory(RngBuilder, rngElement, (end: HostEnd) => ({
  model: 'virtio',
  backend: { model: 'egd', ...hostEndOf(end) },
}))
