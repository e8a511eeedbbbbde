import { rule } from '../../check/rule.ts'

/** The address of a host device in the guest must have a type that the device supports. */
export const hostdevAddress = rule({
  code: 'VMC2703',
  slug: 'hostdev-address',
  severity: 'error',
  title: 'address type does not match the type of the host device',
  help: 'The address of a host device in the guest must have the type "pci" for a PCI device, "usb" for a USB device, and "drive" for a SCSI device. For a device of type "scsi_host", it must have the type "pci" or "ccw". Correct the type, or remove the address: libvirt then assigns one.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainHostdevDefValidate',
  on: 'devices/hostdev',
  needs: 'address',
  example: {
    xml: `<devices>
  <hostdev mode="subsystem" type="usb">
    <source><vendor id="0x1234"/><product id="0xbeef"/></source>
    {<address type="pci" domain="0" bus="0" slot="5" function="0"/> -> <address type="usb" bus="0" port="1"/>}
  </hostdev>
</devices>`,
  },
  *check(hostdev) {
    const [kind, type] = [hostdev.text('type'), hostdev.text('address/type')]
    const expected = kind === undefined ? undefined : ADDRESS_TYPES.get(kind)
    if (type === undefined || !expected || expected.includes(type)) return
    yield hostdev.report(
      'address/type',
      `a host device of type "${kind}" cannot have an address of type "${type}"`,
      `use an address of type '${expected[0]}', or leave it to libvirt`,
    )
  },
})

const ADDRESS_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['pci', ['pci', 'unassigned']],
  ['usb', ['usb']],
  ['scsi', ['drive']],
  ['scsi_host', ['pci', 'ccw']],
])
