import { rule } from '../../check/rule.ts'

/** A clock with the offset "timezone" must have a time zone. */
export const clockTimezone = rule({
  code: 'VMC2510',
  slug: 'clock-timezone',
  severity: 'error',
  title: 'clock offset "timezone" requires the attribute "timezone"',
  help: 'A <clock> with offset="timezone" requires the attribute "timezone", such as timezone="Europe/Berlin". Add the attribute. To use the time of the host, set offset="localtime" instead.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainClockDefParse',
  on: 'clock',
  where: { offset: 'timezone' },
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
