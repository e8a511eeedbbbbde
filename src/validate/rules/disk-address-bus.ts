import { lookup } from '../../schema/lookup.ts'
import { busOf } from '../disks.ts'
import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Where a disk is plugged in goes with what it is plugged into. */
export const diskAddressBus: Rule = {
  code: 'VMC2204',
  slug: 'disk-address-bus',
  severity: 'error',
  title: "address that is none of the disk's bus",
  help: 'Disks of IDE, floppy, SCSI and SATA controllers have an address of type "drive", USB disks one of type "usb".',
  hypervisors: QEMU,
  about: ['devices/disk/address'],
  wrong: {
    xml: `<devices>
  <disk type="file">
    <source file="/a.img"/>
    <target dev="sda" bus="sata"/>
    <address type="pci" domain="0" bus="0" slot="5" function="0"/>
  </disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file">
    <source file="/a.img"/>
    <target dev="sda" bus="sata"/>
    <address type="drive" controller="0" bus="0" target="0" unit="0"/>
  </disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const address = down(disk, 'address')
      const type = spelled(address, 'type')
      const bus = busOf(disk)
      const wanted = bus === undefined ? undefined : lookup(TYPES, bus)
      if (!address || type === undefined || wanted === undefined) continue
      if (type === wanted || type === 'unassigned') continue
      yield {
        message: `a disk of bus "${bus}" has no address of type "${type}"`,
        ...place(address, 'type'),
        help: `give it one of type '${wanted}', or leave it to libvirt`,
      }
    }
  },
}

const TYPES: Readonly<Record<string, string>> = {
  ide: 'drive',
  fdc: 'drive',
  scsi: 'drive',
  sata: 'drive',
  usb: 'usb',
}
