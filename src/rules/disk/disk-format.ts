import { rule } from '../../check/rule.ts'

/** QEMU cannot read, share or encrypt images of every format. */
export const diskFormat = rule({
  code: 'VMC2203',
  slug: 'disk-format',
  severity: 'error',
  title: 'image format not supported by QEMU for this disk',
  help: 'Use the format raw for an ISO image or a shared image, raw or qcow2 for an encrypted one, and a disk of type "dir" for a folder.',
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
        'share only raw images: a guest does not see what another one writes to other formats',
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

/** The formats that QEMU cannot read, and what to use instead. */
const UNSUPPORTED = new Map([
  ['cow', 'convert the image to qcow2 with qemu-img, and use the format qcow2'],
  ['dir', 'use a disk of type "dir", with the format fat'],
  ['iso', 'use the format raw'],
])
