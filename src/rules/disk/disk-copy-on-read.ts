import { rule } from '../../check/rule.ts'

/** Copy on read requires a writable hard disk, because QEMU writes to the image. */
export const diskCopyOnRead = rule({
  code: 'VMC2220',
  slug: 'disk-copy-on-read',
  severity: 'error',
  title: 'copy_on_read on a disk that is not a writable hard disk',
  help: 'With copy_on_read, QEMU copies the data that the guest reads from a backing image into the image of the disk. The disk must be a hard disk that is not read-only. Remove copy_on_read from other disks.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  where: { 'driver/copy_on_read': 'on' },
  example: {
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="qcow2" copy_on_read="on"/>
    <source file="/a.qcow2"/>
    <target dev="vda" bus="virtio"/>
    {<readonly/> -> }
  </disk>
</devices>`,
  },
  *check(disk) {
    if (disk.text('driver/copy_on_read') !== 'on') return
    const device = disk.text('device') ?? 'disk'
    if (device === 'disk' && !disk.has('readonly')) return
    yield disk.report(
      'driver/copy_on_read',
      `copy_on_read does not work on a ${device === 'disk' ? 'read-only disk' : `disk with device "${device}"`}`,
      'leave out copy_on_read',
    )
  },
})
