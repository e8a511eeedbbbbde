import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** Floppy drives and CD-ROM drives work only on some buses. */
export const diskDeviceBus = rule({
  code: 'VMC2218',
  slug: 'disk-device-bus',
  severity: 'error',
  title: 'bus of the disk does not support its device type',
  help: 'A floppy drive must be on the bus fdc, and only floppy drives can be on fdc. A CD-ROM drive can be on the bus sata, scsi, ide or usb, but not on virtio. Change the bus of the disk.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainDiskDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  example: {
    ts: "{.disk(file('/a.iso').device('cdrom').bus('virtio').readonly()) -> .cdrom('/a.iso')}",
    xml: `<devices>
  <disk type="file" device="cdrom"><source file="/a.img"/><target dev="{vda -> sda}" bus="{virtio -> sata}"/><readonly/></disk>
</devices>`,
  },
  *check(disk) {
    const device = disk.text('device') ?? 'disk'
    const bus = busOf(disk)
    if (bus === undefined) return
    const isWrong =
      (device === 'floppy') !== (bus === 'fdc') ||
      (device === 'cdrom' && (bus === 'virtio' || bus === 'sd'))
    if (!isWrong) return
    yield disk.report(
      disk.has('target/bus') ? 'target/bus' : 'target/dev',
      `the bus "${bus}" does not support a ${NAMES.get(device) ?? device}`,
      HELP.get(device) ?? 'use the bus virtio or scsi',
    )
  },
})

const HELP = new Map([
  ['floppy', 'use the bus fdc, with a target name such as fda'],
  ['cdrom', 'use the bus sata, scsi or usb, with a target name such as sda'],
])

const NAMES = new Map([
  ['floppy', 'floppy drive'],
  ['cdrom', 'CD-ROM drive'],
  ['disk', 'hard disk'],
])
