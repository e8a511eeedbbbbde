import { rule } from '../../check/rule.ts'

/** An absolute clock cannot start after the year 9999. */
export const clockStart = rule({
  code: 'VMC2598',
  slug: 'clock-start',
  severity: 'error',
  title: 'clock starts after the year 9999',
  help: 'The start of a clock with offset="absolute" is a number of seconds since 1970. The maximum is 253402300799, the end of the year 9999. If the number is in milliseconds, divide it by 1000.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefClockTimers',
  on: 'clock',
  needs: 'start',
  example: { xml: '<clock offset="absolute" start="{1767225600000 -> 1767225600}"/>' },
  *check(clock) {
    const start = clock.number('start')
    if (clock.text('offset') !== 'absolute' || start === undefined || start <= LAST) return
    yield clock.report('start', 'the clock starts after the year 9999', 'write it in seconds')
  },
})

const LAST = 253_402_300_799
