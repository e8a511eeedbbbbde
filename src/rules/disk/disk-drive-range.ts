import { busOf, diskAddress } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** The address of a drive must exist on its controller; a guest has only one IDE and one floppy controller. */
export const diskDriveRange = rule({
  code: 'VMC2230',
  slug: 'disk-drive-range',
  severity: 'error',
  title: 'drive address is out of range for the controller',
  help: 'A guest has only one IDE controller with four drives, hda to hdd, and one floppy controller with two drives, fda and fdb. In a drive address, bus must be 0 if the controller has only one bus, and target must be 0 if it has only one target. Put further disks on virtio, scsi or sata.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefAddressDrive',
  on: 'devices/disk',
  example: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <disk type="file"><source file="/a.img"/><target dev="{hde -> hdd}" bus="ide"/></disk>
</devices>`,
  },
  *check(disk) {
    const bus = busOf(disk)
    const address = diskAddress(disk)
    const parts = bus === undefined ? undefined : ZERO.get(bus)
    if (!address || !parts) return
    for (const part of parts) {
      if (address[part] === 0) continue
      yield (disk.first('address') ?? disk).report(
        '.',
        `the ${part} of a disk on bus "${bus}" is 0, not ${address[part]}`,
        `use ${part} 0, or leave the address to libvirt`,
      )
    }
    if (address.controller === 0 || (bus !== 'ide' && bus !== 'fdc')) return
    const isIde = bus === 'ide'
    yield disk.report(
      disk.has('address') ? 'address/controller' : 'target/dev',
      `the guest has only one ${isIde ? 'IDE' : 'floppy'} controller, and its last drive is ${isIde ? 'hdd' : 'fdb'}`,
      isIde ? 'use the bus virtio, scsi or sata' : 'use at most two floppy drives',
    )
  },
})

/** The numbers in a drive address that are always 0, by bus of the disk. */
const ZERO = new Map<string, readonly ('bus' | 'target')[]>([
  ['ide', ['target']],
  ['fdc', ['bus', 'target']],
  ['sata', ['bus', 'target']],
  ['scsi', ['bus']],
])
