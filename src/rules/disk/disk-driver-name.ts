import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** QEMU has only one disk driver. */
export const diskDriverName = rule({
  code: 'VMC2269',
  slug: 'disk-driver-name',
  severity: 'error',
  title: 'disk driver, type or bus that QEMU does not have',
  help: 'The name of the disk driver must be "qemu", or left out; the drivers tap, phy and file the type ctl and the buses xen and uml belong to other hypervisors.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefDisk; qemu_command.c: qemuBuildDiskDeviceProps',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="file"><driver name="{tap -> qemu}" type="raw"/><source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(disk) {
    const name = disk.text('driver/name') ?? 'qemu'
    const bus = busOf(disk)
    if (name !== 'qemu')
      yield disk.report(
        'driver/name',
        `QEMU does not have the disk driver "${name}"`,
        'set name to "qemu", or leave it out',
      )
    if (disk.text('type') === 'ctl')
      yield disk.report('type', 'only bhyve has disks of type "ctl"', 'use the type block or file')
    if (bus === 'xen' || bus === 'uml')
      yield disk.report(
        disk.has('target/bus') ? 'target/bus' : 'target/dev',
        `QEMU does not have the bus "${bus}"`,
        'use the bus virtio, scsi or sata',
      )
  },
})
