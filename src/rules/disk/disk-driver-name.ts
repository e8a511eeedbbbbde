import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/**
 * On QEMU, the name of a disk driver must be "qemu", and a disk cannot have a type or bus that only other hypervisors support.
 */
export const diskDriverName = rule({
  code: 'VMC2269',
  slug: 'disk-driver-name',
  severity: 'error',
  title: 'disk driver, disk type or disk bus not supported by QEMU',
  help: 'The name of the disk driver must be "qemu". The disk drivers "tap", "phy" and "file", the disk type "ctl", and the disk buses "xen" and "uml" belong to other hypervisors. Remove the name of the driver, or use another type or bus.',
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
