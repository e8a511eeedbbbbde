import { chainOf, formatOf, isReadonly } from '../../check/facts/disk-chain.ts'
import { rule } from '../../check/rule.ts'

/** QEMU must support the format of an image. If several guests share the image, its format must be raw. */
export const diskFormat = rule({
  code: 'VMC2203',
  slug: 'disk-format',
  severity: 'error',
  title: 'image format not supported by QEMU for this disk',
  help: 'Use the format raw for an ISO image, for an encrypted LUKS image, and for an image that several guests share. Use a disk of type "dir" to show a folder of the host to the guest.',
  for: 'qemu',
  source:
    'qemu_domain.c: qemuDomainValidateStorageSource; qemu_validate.c: qemuValidateDomainDeviceDefDisk',
  on: 'devices/disk',
  needs: ['backingStore', 'shareable'],
  where: { 'driver/type': ['cow', 'dir', 'iso', 'luks'] },
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
    for (const { format, reportFormat } of chainOf(disk)) {
      const alternative = UNSUPPORTED.get(format)
      if (alternative !== undefined)
        yield reportFormat(`QEMU cannot read the format "${format}"`, alternative)
    }
    const format = formatOf(disk)
    if (format === 'raw' || UNSUPPORTED.has(format) || !disk.has('shareable')) return
    if (isReadonly(disk)) return
    yield disk.report(
      'shareable',
      format === 'none'
        ? 'a volume without a format cannot be shared'
        : `an image with the format "${format}" cannot be shared`,
      'set the format raw: with other formats, a guest does not see what another guest writes',
    )
  },
})

/** The image formats that QEMU cannot read, and what to use instead of each. */
const UNSUPPORTED = new Map([
  ['cow', 'convert the image to qcow2 with qemu-img, and use the format qcow2'],
  ['dir', 'use a disk of type "dir", with the format fat'],
  ['iso', 'use the format raw'],
  ['luks', 'use the format raw, and <encryption> in the source'],
])
