import { busOf, diskAddress } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** A guest has one IDE and one floppy controller, each with a few drives. */
export const diskDriveRange = rule({
  code: 'VMC2230',
  slug: 'disk-drive-range',
  severity: 'error',
  title: 'drive address that the controller does not have',
  help: 'A guest has one IDE controller with four drives, hda to hdd, and one floppy controller with two, fda and fdb. Bus or target of an address are 0 where the controller has only one. Put further disks on virtio, scsi or sata.',
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

/** The parts of a drive address that are always 0, by bus. */
const ZERO = new Map<string, readonly ('bus' | 'target')[]>([
  ['ide', ['target']],
  ['fdc', ['bus', 'target']],
  ['sata', ['bus', 'target']],
  ['scsi', ['bus']],
])
