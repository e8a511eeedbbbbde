import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** A USB disk always has a source, even if it is a CD-ROM drive. */
export const diskUsbSource = rule({
  code: 'VMC2214',
  slug: 'disk-usb-source',
  severity: 'warning',
  title: 'USB disk without a source',
  help: 'USB disks have no tray, so libvirt refuses to start a guest with an empty one, even a CD-ROM drive. Add a source, or put the empty drive on sata, ide or scsi.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="file" device="cdrom"><target dev="sda" bus="{usb -> sata}"/><readonly/></disk>
</devices>`,
  },
  *check(disk) {
    if (busOf(disk) !== 'usb' || disk.has('source')) return
    if (!['file', 'block', 'dir'].includes(disk.text('type') ?? 'file')) return
    yield disk.report('.', 'a USB disk cannot be empty', 'add a source, or use the bus sata')
  },
})
