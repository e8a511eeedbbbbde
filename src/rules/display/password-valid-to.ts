import { rule } from '../../check/rule.ts'

/** The time until which a password is valid cannot contain a time zone or a fraction of a second. */
export const passwordValidTo = rule({
  code: 'VMC2683',
  slug: 'password-valid-to',
  severity: 'error',
  title: 'passwdValidTo has a time zone or a fraction of a second',
  help: 'libvirt accepts only a time in UTC of the form YYYY-MM-DDTHH:MM:SS, such as 2030-04-09T15:51:00. Remove the time zone and the fraction.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainGraphicsAuthDefParseXML',
  on: 'devices/graphics',
  needs: 'passwdValidTo',
  example: {
    xml: '<devices><graphics type="vnc" passwd="secret" passwdValidTo="2030-04-09T15:51:00{Z -> }"/></devices>',
  },
  *check(graphics) {
    const until = graphics.text('passwdValidTo')
    // libvirt reads passwdValidTo only if the graphics have a password, so this rule skips graphics without a password.
    if (until === undefined || !graphics.has('passwd')) return
    if (/^[+-]?\d+(-\d+){2}T\d+(:\d+){2}$/.test(until)) return
    yield graphics.report(
      'passwdValidTo',
      `"${until}" is not of the form YYYY-MM-DDTHH:MM:SS`,
      'write the time in UTC, without a zone or a fraction of a second',
    )
  },
})
