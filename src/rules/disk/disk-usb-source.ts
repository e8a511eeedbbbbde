import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A USB CD-ROM drive of model usb-storage has a source; before libvirt 11.5.0, every USB CD-ROM drive. */
export const diskUsbSource = rule({
  code: 'VMC2214',
  slug: 'disk-usb-source',
  severity: 'warning',
  title: 'USB CD-ROM drive without a source',
  help: 'libvirt refuses to start a guest with an empty drive on USB. An empty CD-ROM drive requires libvirt 11.5.0 and the model "usb-bot", which libvirt chooses itself. Add a source, or put the empty drive on sata, ide or scsi.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="file" device="cdrom" model="{usb-storage -> usb-bot}"><target dev="sda" bus="usb"/></disk>
</devices>`,
  },
  *check(disk, { target }) {
    // disk-source-missing reports a hard disk.
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
