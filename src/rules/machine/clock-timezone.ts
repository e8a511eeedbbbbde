import { rule } from '../../check/rule.ts'

/** A clock that shows the time of a time zone names the zone. */
export const clockTimezone = rule({
  code: 'VMC2510',
  slug: 'clock-timezone',
  severity: 'error',
  title: 'clock of a time zone without the zone',
  help: 'A clock with offset="timezone" needs the attribute timezone, such as "Europe/Berlin". For the time of the host, use offset="localtime".',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainClockDefParse',
  on: 'clock',
  example: { xml: '<clock offset="{timezone -> localtime}"/>' },
  *check(clock) {
    if (clock.text('offset') !== 'timezone' || clock.has('timezone')) return
    yield clock.report(
      'timezone',
      'a clock with offset "timezone" needs a time zone',
      "set timezone: 'Europe/Berlin', or offset: 'localtime'",
    )
  },
})
