import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A USB disk always has a source; before libvirt 11.5.0, a USB CD-ROM drive too. */
export const diskUsbSource = rule({
  code: 'VMC2214',
  slug: 'disk-usb-source',
  severity: 'warning',
  title: 'USB disk without a source',
  help: 'libvirt refuses to start a guest with an empty USB disk. An empty CD-ROM drive requires libvirt 11.5.0 and the model "usb-bot", which libvirt chooses itself. Add a source, or put the empty drive on sata, ide or scsi.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="file" device="{disk -> cdrom}"><target dev="sda" bus="usb"/></disk>
</devices>`,
  },
  *check(disk, { target }) {
    const isBot = disk.text('device') === 'cdrom' && disk.text('model') !== 'usb-storage'
    if (isBot && !isBefore(target, '11.5.0')) return
    if (busOf(disk) !== 'usb' || disk.has('source')) return
    if (!['file', 'block', 'dir'].includes(disk.text('type') ?? 'file')) return
    yield disk.report('.', 'a USB disk cannot be empty', 'add a source, or use the bus sata')
  },
})
