import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { HostdevSource } from '../../schema/domain/hostdev-source.ts'

/** The numbers that identify a USB device of the host must have a valid form, and cannot be 0. */
export const hostdevUsbId = rule({
  code: 'VMC2425',
  slug: 'hostdev-usb-id',
  severity: 'error',
  title: 'invalid ID or address of a USB host device',
  help: 'libvirt reads numbers that begin with 0x as hexadecimal, other numbers that begin with 0 as octal, and all other numbers as decimal. Write the IDs that lsusb prints with 0x, because they are hexadecimal. The ID of a vendor cannot be 0, and the bus and the device number cannot both be 0.',
  for: 'libvirt',
  source:
    'domain_conf.c: virDomainHostdevSubsysUSBDefParseXML; qemu_command.c: qemuBuildUSBHostdevDevProps',
  on: 'devices/hostdev/source',
  needs: ['vendor', 'address'],
  example: {
    xml: '<devices><hostdev mode="subsystem" type="usb"><source><vendor id="{0781 -> 0x0781}"/><product id="0x5581"/></source></hostdev></devices>',
  },
  *check(source) {
    if ((source.parent as Cursor<{ type: string }>).text('type') !== 'usb') return
    for (const field of FIELDS) {
      const text = source.text(field)
      if (text === undefined || isReadable(text)) continue
      yield source.report(
        field,
        `libvirt cannot read the number "${text}"`,
        /^0x/i.test(text) ? 'use hexadecimal digits' : `write 0x${text} if it is hexadecimal`,
      )
      return
    }
    yield* checkZero(source)
  },
})

const FIELDS = ['vendor/id', 'product/id', 'address/bus', 'address/device'] as const

/** Whether a number has a valid form: decimal, hexadecimal after 0x, or octal after 0. */
const isReadable = (text: string): boolean => /^\s*(0x[\da-f]+|0[0-7]*|[1-9]\d*)\s*$/i.test(text)

function* checkZero(source: Cursor<HostdevSource>): Generator<RuleFinding> {
  if (source.number('vendor/id') === 0)
    yield source.report('vendor/id', 'the ID of a vendor cannot be 0', 'lsusb prints the ID')
  const isAtZero = source.number('address/bus') === 0 && source.number('address/device') === 0
  if (isAtZero && !source.has('vendor'))
    yield source.report(
      'address/device',
      'no USB device has the bus 0 and the device 0',
      'lsusb prints the bus and the device',
    )
}
