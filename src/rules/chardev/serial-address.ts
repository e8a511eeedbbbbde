import { serialTypeOf } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** Each type of serial port supports only one type of address, or no address at all. */
export const serialAddress = rule({
  code: 'VMC2591',
  slug: 'serial-address',
  severity: 'error',
  title: 'address type does not match the type of the serial port',
  help: 'The type of the address depends on the target type of the serial port: "isa" for isa-serial and isa-debug, "usb" for usb-serial, "pci" for pci-serial, and "spapr-vio" for spapr-vio-serial. A serial port of type system-serial or sclp-serial cannot have an address. Correct the address type, or remove the address.',
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

/** The address type of each type of serial port. A type with the value `undefined` supports no address. */
const ADDRESSES = new Map<string, string | undefined>([
  ['isa-serial', 'isa'],
  ['isa-debug', 'isa'],
  ['usb-serial', 'usb'],
  ['pci-serial', 'pci'],
  ['spapr-vio-serial', 'spapr-vio'],
  ['system-serial', undefined],
  ['sclp-serial', undefined],
])
