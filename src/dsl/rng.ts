import type { Fluent } from '../schema/core/element.ts'
import { type Rng, type RngBackend, rng as rngElement } from '../schema/domain/rng.ts'
import { Builder, derive, word } from './builder.ts'
import { type HostEnd, hostEndOf } from './chardev.ts'

/** Builds an `<rng>`: one method a field. */
export interface RngBuilder extends Fluent<typeof rngElement, RngBuilder> {}
export class RngBuilder extends Builder<Rng> {}
derive(RngBuilder, rngElement)

/**
 * Random numbers from a device of the host, `/dev/urandom` unless another is given.
 *
 * @example
 * domain('fv0').hvm().rng(rng('/dev/urandom').rate({ bytes: 1024, period: 1000 }))
 * // <rng model="virtio">
 * //   <rate bytes="1024" period="1000"/>
 * //   <backend model="random">/dev/urandom</backend>
 * // </rng>
 */
export const rng = word(RngBuilder, rngElement, (path: RngBackend['path'] = '/dev/urandom') => ({
  model: 'virtio',
  backend: { model: 'random', path },
}))

/**
 * Random numbers from QEMU itself, which asks the host's kernel.
 *
 * @example
 * domain('fv0').hvm().rng(builtinRng())
 * // <rng model="virtio">
 * //   <backend model="builtin"/>
 * // </rng>
 */
export const builtinRng = word(RngBuilder, rngElement, () => ({
  model: 'virtio',
  backend: { model: 'builtin' },
}))

/**
 * Random numbers from a daemon that speaks the protocol of EGD, at the end that is given.
 *
 * @example
 * domain('fv0').hvm().rng(egd(tcp('connect', { host: '10.0.0.1', service: 1234 })))
 * // <rng model="virtio">
 * //   <backend model="egd" type="tcp">
 * //     <source mode="connect" host="10.0.0.1" service="1234"/>
 * //   </backend>
 * // </rng>
 */
export const egd = word(RngBuilder, rngElement, (end: HostEnd) => ({
  model: 'virtio',
  backend: { model: 'egd', ...hostEndOf(end) },
}))
