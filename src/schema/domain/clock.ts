import {
  anyOf,
  type Codec,
  integer,
  matching,
  type NumberLike,
  oneOf,
  perVariant,
  unsigned,
  unsignedLong,
  withSince,
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

/** A codec for a number of seconds, which may be negative. */
const seconds: Codec<NumberLike> = {
  ...integer(-(10n ** 39n), 10n ** 39n, 'a number of seconds such as -3600'),
  test: candidate => /^[-+]?[0-9]+$/.test(candidate),
}
const secondsOrReset = anyOf(seconds, oneOf('reset'))

/** `<catchup>` of a timer: how the timer makes up for lost ticks. */
export interface TimerCatchup extends Infer<typeof timerCatchup> {}

const timerCatchup = element(
  'catchup',
  {
    /** The amount of lost time after which the timer starts to catch up. */
    threshold: attribute(unsigned),
    /** How much faster than normal the timer ticks while the timer catches up. */
    slew: attribute(unsigned),
    /** The maximum amount of lost time that the timer makes up for. */
    limit: attribute(unsigned),
  },
  { page },
)

/** The names of the timers that accept a tick policy. */
const TIMERS_WITH_POLICY = ['platform', 'rtc', 'tsc', 'hpet', 'pit', 'armvtimer'] as const

/** `<timer>` of the clock: one of the guest's time sources. */
export interface Timer extends Infer<typeof timer> {}

const timer = element(
  'timer',
  {
    /**
     * The name of the timer: the real-time clock (`rtc`), the interval timer (`pit`), `hpet`, the CPU's counter
     * (`tsc`), a hypervisor clock (`kvmclock`, `hypervclock`, `platform`) or the Arm timer (`armvtimer`).
     */
    name: required(
      attribute(
        withSince(oneOf('platform rtc tsc hpet pit armvtimer kvmclock hypervclock'), {
          hypervclock: '1.2.2',
          armvtimer: '6.1.0',
        }),
      ),
    ),
    /** Whether the guest has this timer. If omitted, the hypervisor decides. */
    present: attribute(yesNo),
    /**
     * How the hypervisor handles timer ticks that the guest missed. `delay` delivers them late at the normal rate,
     * `catchup` delivers them at a higher rate, `merge` combines them into one tick, and `discard` drops them.
     */
    tickpolicy: attribute(oneOf('delay catchup merge discard'), { in: TIMERS_WITH_POLICY }),
    /**
     * The time source that an `rtc` or `platform` timer follows, such as the host's clock (`wall`) or the guest's clock
     * (`guest`).
     */
    track: attribute(oneOf('boot guest wall realtime'), { in: ['platform', 'rtc'] }),
    /** The frequency of the `tsc` timer that the guest sees, in Hz. */
    frequency: attribute(unsignedLong, { in: ['tsc'] }),
    /**
     * How the guest reads the CPU's time counter: directly (`native`) or through the hypervisor (`emulate`). With `auto`, the
     * hypervisor decides.
     */
    mode: attribute(oneOf('auto native emulate paravirt smpsafe'), { in: ['tsc'] }),
    /** How the timer makes up for lost ticks if its tick policy is `catchup`. */
    catchup: child<TimerCatchup>(timerCatchup, {
      in: TIMERS_WITH_POLICY.map(name => `${name}/catchup`),
    }),
  },
  { variantBy: ['name', 'tickpolicy'], page },
)

/** `<clock>`: the initial time of the guest's clock, and its time sources. */
export interface Clock extends Infer<typeof clock> {}

export const clock = element(
  'clock',
  {
    /**
     * The time to which the guest's clock is set at start: UTC (`utc`), the local time of the host (`localtime`, which
     * Windows expects), the local time of a time zone (`timezone`), or a fixed time (`absolute`, since libvirt 8.4.0).
     * With `variable`, the time is `basis` plus `adjustment`, and libvirt updates `adjustment` when the guest sets its
     * clock.
     */
    offset: required(
      attribute(
        withSince(oneOf('utc localtime timezone variable absolute'), {
          timezone: '0.7.7',
          variable: '0.7.7',
          absolute: '8.4.0',
        }),
        { oldName: 'sync' },
      ),
    ),
    /**
     * The number of seconds, possibly negative, that libvirt adds to the start time of the guest's clock. With the
     * offset `utc` or `localtime`, a number makes libvirt change the offset to `variable`. With `reset`, libvirt keeps
     * the offset. If omitted, the hypervisor decides. Since libvirt 0.9.11.
     */
    adjustment: attribute(
      perVariant({ utc: secondsOrReset, localtime: secondsOrReset, variable: seconds }),
      { in: ['utc', 'localtime', 'variable'] },
    ),
    /**
     * The base time of a `variable` clock, to which libvirt adds `adjustment`. Default: `utc`. Since libvirt 0.9.11.
     */
    basis: attribute(oneOf('utc localtime'), { in: ['variable'], default: 'utc', since: '0.9.11' }),
    /** The name of the time zone of the guest's clock, such as `Europe/Berlin`. */
    timezone: attribute(matching(/[a-zA-Z0-9_.+\-/]+/, 'a time zone such as "Europe/Berlin"'), {
      in: ['timezone'],
    }),
    /** The time at which an `absolute` clock starts, in seconds since 1970-01-01 UTC. */
    start: requiredIn(['absolute'], attribute(unsignedLong)),
    /** The time sources of the guest. Since libvirt 0.8.0. */
    timer: many(child<Timer>(timer, { since: '0.8.0' })),
  },
  { lead: 'offset', variantBy: 'offset', page },
)
