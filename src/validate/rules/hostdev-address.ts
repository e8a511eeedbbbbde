import { lookup } from '../../schema/lookup.ts'
import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A device of the host is plugged into the guest as what it is. */
export const hostdevAddress: Rule = {
  code: 'VMC2703',
  slug: 'hostdev-address',
  severity: 'error',
  title: 'address that the host device cannot have',
  help: 'In the guest, a PCI device has a PCI address, a USB device a USB one, a SCSI device that of a drive, and a SCSI host one on PCI or CCW.',
  hypervisors: QEMU,
  about: ['devices/hostdev/address'],
  wrong: {
    xml: `<devices>
  <hostdev mode="subsystem" type="usb"><source><vendor id="0x1234"/><product id="0xbeef"/></source><address type="pci" domain="0" bus="0" slot="5" function="0"/></hostdev>
</devices>`,
  },
  right: {
    xml: `<devices>
  <hostdev mode="subsystem" type="usb"><source><vendor id="0x1234"/><product id="0xbeef"/></source><address type="usb" bus="0" port="1"/></hostdev>
</devices>`,
  },
  *check(domain) {
    for (const hostdev of devices(domain, 'hostdev')) {
      const address = down(hostdev, 'address')
      const [type, kind] = [spelled(address, 'type'), spelled(hostdev, 'type')]
      const wanted = kind === undefined ? undefined : lookup(TYPES, kind)
      if (!address || type === undefined || !wanted || wanted.includes(type)) continue
      yield {
        message: `a host device of type "${kind}" has no address of type "${type}"`,
        ...place(address, 'type'),
        help: `give it one of type ${wanted[0]}, or leave it to libvirt`,
      }
    }
  },
}

const TYPES: Readonly<Record<string, readonly string[]>> = {
  pci: ['pci', 'unassigned'],
  usb: ['usb', 'unassigned'],
  scsi: ['drive', 'unassigned'],
  scsi_host: ['pci', 'ccw', 'unassigned'],
}
