import type { Fluent } from '../schema/core/element.ts'
import { type Clock, clock } from '../schema/domain/clock.ts'
import { type Hyperv, hyperv } from '../schema/domain/hyperv.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<clock>`: one method a field. */
export interface ClockBuilder extends Fluent<typeof clock, ClockBuilder> {}
export class ClockBuilder extends Builder<Clock> {}
derive(ClockBuilder, clock)

/** Builds a `<hyperv>`: one method a field. */
export interface HypervBuilder extends Fluent<typeof hyperv, HypervBuilder> {}
export class HypervBuilder extends Builder<Hyperv> {}
derive(HypervBuilder, hyperv)

/**
 * A clock as Windows expects it: local time, ticks that are made up for, and Hyper-V's timer instead of the HPET.
 *
 * @example
 * domain('win0').hvm().clock(windowsClock())
 * // <clock offset="localtime">
 * //   <timer name="rtc" tickpolicy="catchup"/>
 * //   <timer name="pit" tickpolicy="delay"/>
 * //   <timer name="hpet" present="no"/>
 * //   <timer name="hypervclock" present="yes"/>
 * // </clock>
 */
export const windowsClock = word(ClockBuilder, clock, () => ({
  offset: 'localtime',
  timer: [
    { name: 'rtc', tickpolicy: 'catchup' },
    { name: 'pit', tickpolicy: 'delay' },
    { name: 'hpet', present: false },
    { name: 'hypervclock', present: true },
  ],
}))

/**
 * The parts of Hyper-V's interface that any Windows gains from on any processor. They go with `windowsClock()`.
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
export const enlightenments = word(HypervBuilder, hyperv, () => ({
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
