import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A USB CD-ROM drive requires a source, unless it has the model usb-bot and libvirt is 11.5.0 or newer. */
export const diskUsbSource = rule({
  code: 'VMC2214',
  slug: 'disk-usb-source',
  severity: 'error',
  title: 'USB CD-ROM drive has no source',
  help: 'libvirt 11.3 and 11.4 refuse every empty USB CD-ROM drive. libvirt 11.5 and newer refuse only an empty drive of the model "usb-storage", and use the model "usb-bot" by default. Add a <source>, or put the empty drive on sata, ide or scsi.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  since: { libvirt: '11.3.0' },
  on: 'devices/disk',
  where: { device: 'cdrom' },
  example: {
    xml: `<devices>
  <disk type="file" device="cdrom">{ -> <source file="/a.iso"/>}<target dev="sda" bus="usb"/></disk>
</devices>`,
  },
  *check(disk, { target }) {
    // The rule disk-source-missing reports a hard disk without a source, so this rule checks only CD-ROM drives.
    if (disk.text('device') !== 'cdrom') return
    if (disk.text('model') !== 'usb-storage' && !isBefore(target, '11.5.0')) return
    if (busOf(disk) !== 'usb' || disk.has('source')) return
    if (!['file', 'block', 'dir'].includes(disk.text('type') ?? 'file')) return
    yield disk.report(
      '.',
      'a USB CD-ROM drive cannot be empty',
      'add a source, or use the bus sata',
    )
  },
})
