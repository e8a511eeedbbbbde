import type { Fluent } from '../schema/core/element.ts'
import { type Hyperv, hyperv } from '../schema/domain/hyperv.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<hyperv>` element, with one method for each field of the element. */
export interface HypervBuilder extends Fluent<typeof hyperv, HypervBuilder> {}
export class HypervBuilder extends Builder<Hyperv> {}
derive(HypervBuilder, hyperv)

/**
 * The Hyper-V enlightenments that improve every Windows guest on every CPU. Combine them with
 * `windowsClock()`. `.windows()` sets both the enlightenments and the clock.
 *
 * @example
 * domain('win0').hvm().hyperv(enlightenments())
 * // <features>
 * //   <hyperv>
 * //     <relaxed state="on"/>
 * //     <vapic state="on"/>
 * //     <spinlocks state="on" retries="8191"/>
 * //     <vpindex state="on"/>
 * //     <runtime state="on"/>
 * //     <synic state="on"/>
 * //     <stimer state="on"/>
 * //     <frequencies state="on"/>
 * //     <tlbflush state="on"/>
 * //     <ipi state="on"/>
 * //   </hyperv>
 * // </features>
 */
export const enlightenments = factory(HypervBuilder, hyperv, () => ({
  relaxed: true,
  vapic: true,
  spinlocks: { state: true, retries: 8191 },
  vpindex: true,
  runtime: true,
  synic: true,
  stimer: true,
  frequencies: true,
  tlbflush: true,
  ipi: true,
}))
