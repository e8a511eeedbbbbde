import { rule } from '../../check/rule.ts'

/** QEMU must be able to read, share or encrypt images of the disk's format. */
export const diskFormat = rule({
  code: 'VMC2203',
  slug: 'disk-format',
  severity: 'error',
  title: 'image format not supported by QEMU for this disk',
  help: 'For an ISO image or a shared image, use the format raw. For an encrypted image, use raw or qcow2. To show a folder to the guest, use a disk of type "dir".',
  for: 'qemu',
  source:
    'qemu_domain.c: qemuDomainValidateStorageSource; qemu_validate.c: qemuValidateDomainDeviceDefDisk',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="file" device="cdrom">
    <driver name="qemu" type="{iso -> raw}"/>
    <source file="/debian.iso"/>
    <target dev="sda" bus="sata"/>
  </disk>
</devices>`,
  },
  *check(disk) {
    const format = disk.text('driver/type')
    if (format === undefined) return
    const alternative = UNSUPPORTED.get(format)
    if (alternative !== undefined) {
      yield disk.report('driver/type', `QEMU cannot read the format "${format}"`, alternative)
      return
    }
    if (disk.has('shareable') && format !== 'raw') {
      yield disk.report(
        'shareable',
        `an image with the format "${format}" cannot be shared`,
        'share only raw images: with other formats, a guest does not see what another guest writes',
      )
    }
    const encryption = disk.first('encryption') ?? disk.first('source/encryption')
    if (encryption && format !== 'raw' && format !== 'qcow2') {
      yield encryption.report(
        '.',
        `an image with the format "${format}" cannot be encrypted`,
        'use the format raw or qcow2',
      )
    }
  },
})

/** The image formats that QEMU cannot read, each with a suggestion of what to use instead. */
const UNSUPPORTED = new Map([
  ['cow', 'convert the image to qcow2 with qemu-img, and use the format qcow2'],
  ['dir', 'use a disk of type "dir", with the format fat'],
  ['iso', 'use the format raw'],
])
