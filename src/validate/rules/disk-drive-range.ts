import { busOf, driveOf } from '../disks.ts'
import { devices, down, place } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Controllers of old take a few drives. */
export const diskDriveRange: Rule = {
  code: 'VMC2230',
  slug: 'disk-drive-range',
  severity: 'error',
  title: 'drive beyond the last of its controller',
  help: 'A guest has one IDE controller with four drives, hda to hdd, and one floppy controller with two; further disks are on virtio, scsi or sata.',
  hypervisors: QEMU,
  about: ['devices/disk'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <disk type="file"><source file="/a.img"/><target dev="hde" bus="ide"/></disk>
</devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <disk type="file"><source file="/a.img"/><target dev="hdd" bus="ide"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const bus = busOf(disk)
      if (bus !== 'ide' && bus !== 'fdc') continue
      const at = driveOf(disk, bus)
      if (!at || at.controller === 0) continue
      const address = down(disk, 'address')
      const target = down(disk, 'target')
      yield {
        message: `there is one ${bus === 'ide' ? 'IDE' : 'floppy'} controller, and no drive beyond ${bus === 'ide' ? 'hdd' : 'fdb'}`,
        ...(address ? place(address, 'controller') : place(target ?? disk, 'dev')),
        help: bus === 'ide' ? 'use the bus virtio, scsi or sata' : 'keep two of them',
      }
    }
  },
}
