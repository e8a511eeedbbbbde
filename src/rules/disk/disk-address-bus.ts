import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** The type of a disk's address must match the bus of the disk. */
export const diskAddressBus = rule({
  code: 'VMC2204',
  slug: 'disk-address-bus',
  severity: 'error',
  title: 'address type of a disk does not match its bus',
  help: 'The address of an IDE, floppy, SCSI, SATA or NVMe disk must have the type "drive". The address of a USB disk must have the type "usb". The address of a virtio disk in a PC must have the type "pci". Correct the type, or remove the address: libvirt then assigns one.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainDiskAddressDiskBusCompatibility; qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend; qemu_domain_address.c: qemuDomainAssignDevicePCISlots',
  on: 'devices/disk',
  needs: 'address',
  example: {
    xml: `<devices>
  <disk type="file">
    <source file="/a.img"/>
    <target dev="sda" bus="sata"/>
    {<address type="pci" domain="0" bus="0" slot="5" function="0"/> -> <address type="drive" controller="0" bus="0" target="0" unit="0"/>}
  </disk>
</devices>`,
  },
  *check(disk) {
    const type = disk.text('address/type')
    const bus = busOf(disk)
    if (type === undefined || bus === undefined || type === 'unassigned') return
    const isWrong = bus === 'virtio' ? NOT_VIRTIO.includes(type) : ADDRESS_TYPES.get(bus) !== type
    const expected = ADDRESS_TYPES.get(bus)
    if (!isWrong || expected === undefined) return
    yield disk.report(
      'address/type',
      `a disk on bus "${bus}" cannot have an address of type "${type}"`,
      `use an address of type "${expected}", or leave the address to libvirt`,
    )
  },
})

const ADDRESS_TYPES = new Map([
  ['ide', 'drive'],
  ['fdc', 'drive'],
  ['scsi', 'drive'],
  ['sata', 'drive'],
  ['nvme', 'drive'],
  ['usb', 'usb'],
  ['virtio', 'pci'],
])

// On machines other than PCs, a virtio disk can have an address of type "ccw" or "virtio-mmio".
const NOT_VIRTIO = ['drive', 'usb', 'isa', 'virtio-serial', 'ccid', 'dimm']
