import { serialTypeOf } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** The address of a serial port must be of the type that belongs to the type of the port. */
export const serialAddress = rule({
  code: 'VMC2591',
  slug: 'serial-address',
  severity: 'error',
  title: 'address that a serial port cannot have',
  help: 'A serial port of type isa-serial or isa-debug has an address of type "isa", usb-serial one of type "usb", pci-serial one of type "pci" and spapr-vio-serial one of type "spapr-vio". Ports of type system-serial and sclp-serial have no address.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainChrTargetDef; qemu_postparse.c: qemuDomainChrDefPostParse',
  on: 'devices/serial',
  needs: 'address',
  example: {
    xml: `<devices><serial type="pty"><target type="{pci-serial -> isa-serial}" port="0"/><address type="isa" iobase="0x3f8" irq="0x4"/></serial></devices>`,
  },
  *check(serial, { domain }) {
    const port = serialTypeOf(serial, domain)
    const type = serial.text('address/type')
    if (port === undefined || type === undefined || !ADDRESSES.has(port)) return
    const expected = ADDRESSES.get(port)
    if (type === expected) return
    yield serial.report(
      'address/type',
      `a serial port of type "${port}" cannot have an address of type "${type}"`,
      expected === undefined ? 'leave the address out' : `use an address of type "${expected}"`,
    )
  },
})

/** The type of address of each type of serial port, if it has one. */
const ADDRESSES = new Map<string, string | undefined>([
  ['isa-serial', 'isa'],
  ['isa-debug', 'isa'],
  ['usb-serial', 'usb'],
  ['pci-serial', 'pci'],
  ['spapr-vio-serial', 'spapr-vio'],
  ['system-serial', undefined],
  ['sclp-serial', undefined],
])
