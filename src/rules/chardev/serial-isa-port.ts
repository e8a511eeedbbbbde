import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import type { ChardevTarget } from '../../schema/domain/chardev.ts'

/** A PC has only four ISA serial ports, which must have different numbers. */
export const serialIsaPort = rule({
  code: 'VMC2513',
  slug: 'serial-isa-port',
  severity: 'error',
  title: 'more than four ISA serial ports, or a port number used twice',
  help: 'A serial port of type "isa-serial" must have a number from 0 to 3, and each number can be used only once. Change the number, or leave it out: libvirt then assigns a number.',
  for: 'libvirt',
  source: 'domain_postparse.c: virDomainChrIsaSerialDefPostParse',
  on: 'devices',
  where: { 'serial/target/type': 'isa-serial' },
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
      const port = portOf(target)
      if (port === undefined || port < COUNT) continue
      yield target.report('port', `serial port ${port} does not exist`, 'use a number from 0 to 3')
    }
    for (const { element, first, key } of duplicates(targets, portOf))
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

// libvirt treats the port number 4294967295, the largest 32-bit number, like a missing port number.
function portOf(target: Cursor<ChardevTarget>): number | undefined {
  const port = target.number('port')
  return port === 2 ** 32 - 1 ? undefined : port
}
