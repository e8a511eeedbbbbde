import { busOf, diskAddress } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** A guest has one IDE and one floppy controller, each with a few drives. */
export const diskDriveRange = rule({
  code: 'VMC2230',
  slug: 'disk-drive-range',
  severity: 'error',
  title: 'more IDE or floppy drives than the controller has',
  help: 'A guest has one IDE controller with four drives, hda to hdd, and one floppy controller with two, fda and fdb. Put further disks on virtio, scsi or sata.',
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
    if (bus !== 'ide' && bus !== 'fdc') return
    const address = diskAddress(disk)
    if (!address || address.controller === 0) return
    const isIde = bus === 'ide'
    yield disk.report(
      disk.has('address') ? 'address/controller' : 'target/dev',
      `the guest has only one ${isIde ? 'IDE' : 'floppy'} controller, and its last drive is ${isIde ? 'hdd' : 'fdb'}`,
      isIde ? 'use the bus virtio, scsi or sata' : 'use at most two floppy drives',
    )
  },
})
