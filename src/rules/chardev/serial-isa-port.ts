import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** A PC has four serial ports, each with its own number. */
export const serialIsaPort = rule({
  code: 'VMC2513',
  slug: 'serial-isa-port',
  severity: 'error',
  title: 'more than four serial ports, or two with one number',
  help: 'Serial ports of type "isa-serial" have the numbers 0 to 3, each its own. Leave the numbers out, and libvirt assigns them.',
  for: 'libvirt',
  source: 'domain_postparse.c: virDomainChrIsaSerialDefPostParse',
  on: 'devices',
  example: {
    xml: `<devices>
  <serial type="pty"><target type="isa-serial" port="{4 -> 1}"/></serial>
</devices>`,
  },
  *check(devices) {
    const targets = devices
      .each('serial/target')
      .filter(target => target.text('type') === 'isa-serial')
    for (const target of targets) {
      const port = target.number('port')
      if (port === undefined || port < COUNT) continue
      yield target.report('port', `there is no serial port ${port}`, 'use a number from 0 to 3')
    }
    for (const { element, first, key } of duplicates(targets, target => target.number('port')))
      yield element.report(
        'port',
        `two serial ports have the number ${key}`,
        'give each its own number, or leave the numbers to libvirt',
        { related: [first.related('port', 'first used here')] },
      )
    const surplus = targets[COUNT]
    if (surplus) yield surplus.report('.', 'a PC has only four serial ports', 'remove this one')
  },
})

const COUNT = 4
