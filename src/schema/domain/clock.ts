import {
  anyOf,
  type Codec,
  integer,
  inVariant,
  matching,
  type NumberLike,
  newer,
  oneOf,
  unsigned,
  unsignedLong,
  yesNo,
} from '../core/codec.ts'
import {
  attribute,
  child,
  element,
  type Infer,
  many,
  required,
  requiredIn,
} from '../core/element.ts'

const page = 'formatdomain.html#time-keeping'

/** A number of seconds, before or behind. */
const seconds: Codec<NumberLike> = {
  ...integer(-(10n ** 39n), 10n ** 39n, 'a number of seconds, as -3600'),
  test: candidate => /^[-+]?[0-9]+$/.test(candidate),
}
const secondsOrReset = anyOf(seconds, oneOf('reset'))

/** `<catchup>` of a timer: how it makes up for lost ticks. */
export interface TimerCatchup extends Infer<typeof timerCatchup> {}

const timerCatchup = element(
  'catchup',
  {
    /** How much time has to be lost before it begins to. */
    threshold: attribute(unsigned),
    /** How much faster it then ticks. */
    slew: attribute(unsigned),
    /** How much lost time is made up for at most. */
    limit: attribute(unsigned),
  },
  { page },
)

/** The timers that tick. */
const TICKING = ['platform', 'rtc', 'tsc', 'hpet', 'pit', 'armvtimer'] as const

/** `<timer>` of the clock: one source of time of the guest. */
export interface Timer extends Infer<typeof timer> {}

const timer = element(
  'timer',
  {
    /**
     * Which one: the clock with a battery (`rtc`), the programmable timer (`pit`), `hpet`, the processor's counter
     * (`tsc`), those of hypervisors (`kvmclock`, `hypervclock`, `platform`) or Arm's (`armvtimer`).
     */
    name: required(
      attribute(
        newer(oneOf('platform rtc tsc hpet pit armvtimer kvmclock hypervclock'), {
          hypervclock: '1.2.2',
          armvtimer: '6.1.0',
        }),
      ),
    ),
    /** Whether the guest has it; the hypervisor's default where it is left out. */
    present: attribute(yesNo),
    /**
     * What becomes of ticks that came too late: later ones come late too (`delay`), they are made up for (`catchup`), they
     * become one (`merge`), they are lost (`discard`).
     */
    tickpolicy: attribute(oneOf('delay catchup merge discard'), { in: TICKING }),
    /** What the timer follows. */
    track: attribute(oneOf('boot guest wall realtime'), { in: ['platform', 'rtc'] }),
    /** The frequency in Hz that the guest sees. */
    frequency: attribute(unsignedLong, { in: ['tsc'] }),
    /** How the counter is read: by the guest itself (`native`), through the hypervisor (`emulate`), or as `auto` chooses. */
    mode: attribute(oneOf('auto native emulate paravirt smpsafe'), { in: ['tsc'] }),
    /** How lost ticks are made up for. */
    catchup: child<TimerCatchup>(timerCatchup, { in: TICKING.map(name => `${name}/catchup`) }),
  },
  { by: ['name', 'tickpolicy'], page },
)

/** `<clock>`: what the guest's clock shows when it starts. */
export interface Clock extends Infer<typeof clock> {}

export const clock = element(
  'clock',
  {
    /**
     * `utc`, or `localtime` as Windows expects it; a `timezone` by name; `variable`, so much before or behind, and kept
     * when the guest sets its clock; or always the same time (`absolute`, since libvirt 8.4.0).
     */
    offset: required(
      attribute(
        newer(oneOf('utc localtime timezone variable absolute'), {
          timezone: '0.7.7',
          variable: '0.7.7',
          absolute: '8.4.0',
        }),
        { was: 'sync' },
      ),
    ),
    /**
     * The seconds before or behind. With `utc` and `localtime` a number makes the clock `variable`, and `reset` keeps it
     * from being so. The hypervisor's default where it is left out. Since libvirt 0.9.11.
     */
    adjustment: attribute(
      inVariant({ utc: secondsOrReset, localtime: secondsOrReset, variable: seconds }),
      { in: ['utc', 'localtime', 'variable'] },
    ),
    /** What a `variable` clock is before or behind of; `utc` where it is left out. Since libvirt 0.9.11. */
    basis: attribute(oneOf('utc localtime'), { in: ['variable'], default: 'utc', since: '0.9.11' }),
    /** The name of the zone, such as `Europe/Berlin`. */
    timezone: attribute(matching(/[a-zA-Z0-9_.+\-/]+/, 'a time zone, as "Europe/Berlin"'), {
      in: ['timezone'],
    }),
    /** The time an `absolute` clock shows when the guest starts, in seconds since 1970. */
    start: requiredIn(['absolute'], attribute(unsignedLong)),
    /** The guest's sources of time. Since libvirt 0.8.0. */
    timer: many(child<Timer>(timer, { since: '0.8.0' })),
  },
  { lead: 'offset', by: 'offset', page },
)
