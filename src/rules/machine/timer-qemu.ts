import type { Cursor, DomainCursor } from '../../check/cursor.ts'
import { archOf, isArmVirt, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { Timer } from '../../schema/domain/clock.ts'

/** QEMU supports only certain timers. Each timer supports only some of the settings of `<timer>`. */
export const timerQemu = rule({
  code: 'VMC2191',
  slug: 'timer-qemu',
  severity: 'error',
  title: 'timer or timer setting not supported by QEMU',
  help: 'QEMU does not support the timer "platform". The timer rtc cannot have track="boot". The timer rtc supports only the tick policies delay and catchup, the timer pit only delay, catchup and discard, and the timer armvtimer only delay and discard. The timer hpet exists only on x86. The timer armvtimer exists only on the Arm machine virt with KVM, and cannot be turned off. Remove the timer or the setting.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefClockTimers',
  on: 'clock/timer',
  example: {
    xml: '<clock offset="utc"><timer name="rtc" tickpolicy="{merge -> catchup}"/></clock>',
  },
  *check(timer, { domain }) {
    const [name, policy] = [timer.text('name'), timer.text('tickpolicy')]
    if (name === 'platform') {
      yield timer.report('name', 'QEMU does not have the timer "platform"', 'leave the timer out')
    } else if (name === 'rtc' && timer.text('track') === 'boot') {
      yield timer.report('track', 'the timer rtc cannot track "boot"', 'use guest or wall')
    } else if (name === 'hpet') yield* checkHpet(timer, domain)
    else if (name === 'armvtimer') yield* checkArm(timer, domain)
    const policies = name === undefined ? undefined : POLICIES.get(name)
    if (policy === undefined || !policies || policies.includes(policy)) return
    yield timer.report(
      'tickpolicy',
      `the timer ${name} does not support the tick policy "${policy}"`,
      `use ${policies.join(' or ')}`,
    )
  },
})

/** The supported tick policies of each timer. Timers that support all tick policies are not listed. */
const POLICIES = new Map<string, readonly string[]>([
  ['rtc', ['delay', 'catchup']],
  ['pit', ['delay', 'catchup', 'discard']],
  ['armvtimer', ['delay', 'discard']],
])

function* checkHpet(timer: Cursor<Timer>, domain: DomainCursor): Generator<RuleFinding> {
  const arch = archOf(domain)
  if (timer.text('present') !== 'yes' || arch === undefined || isX86(arch)) return
  yield timer.report('present', `the architecture ${arch} has no timer hpet`, 'leave it out')
}

function* checkArm(timer: Cursor<Timer>, domain: DomainCursor): Generator<RuleFinding> {
  if (domain.text('type') !== 'kvm') {
    yield timer.report('name', 'the timer armvtimer requires KVM', 'leave it out')
  } else if (domain.has('os/type/machine') && domain.has('os/type/arch') && !isArmVirt(domain)) {
    yield timer.report(
      'name',
      'the timer armvtimer exists only on the Arm machine virt',
      'leave it out',
    )
  } else if (timer.text('present') === 'no') {
    yield timer.report('present', 'the timer armvtimer cannot be turned off', 'leave it out')
  }
}
