import type { Fluent } from '../schema/core/element.ts'
import { type Clock, clock } from '../schema/domain/clock.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<clock>` element, with one method for each field of the element. */
export interface ClockBuilder extends Fluent<typeof clock, ClockBuilder> {}
export class ClockBuilder extends Builder<Clock> {}
derive(ClockBuilder, clock)

const PC_TIMERS = [
  { name: 'rtc', tickpolicy: 'catchup' },
  { name: 'pit', tickpolicy: 'delay' },
  { name: 'hpet', present: false },
] as const

/**
 * The clock that virt-install and virt-manager set for an x86 guest: the timers of a PC catch up on lost ticks, and HPET is
 * off. `offset` is the time with which the guest's hardware clock starts, by default `utc`. For Windows guests, use
 * `windowsClock()`.
 *
 * @example
 * domain('fv0').hvm().clock(pcClock())
 * // <clock offset="utc">
 * //   <timer name="rtc" tickpolicy="catchup"/>
 * //   <timer name="pit" tickpolicy="delay"/>
 * //   <timer name="hpet" present="no"/>
 * // </clock>
 */
export const pcClock = factory(ClockBuilder, clock, (offset: Clock['offset'] = 'utc') => ({
  offset,
  timer: PC_TIMERS,
}))

/**
 * A clock for Windows guests: `pcClock()` with the Hyper-V reference timer. `offset` is the time with which the guest's
 * hardware clock starts, by default `localtime`, as Windows expects.
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
export const windowsClock = factory(
  ClockBuilder,
  clock,
  (offset: Clock['offset'] = 'localtime') => ({
    offset,
    timer: [...PC_TIMERS, { name: 'hypervclock', present: true }],
  }),
)
