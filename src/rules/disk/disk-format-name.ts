import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { Disk } from '../../schema/domain/disk.ts'
import type { DiskSource } from '../../schema/domain/disk-source.ts'
import { type ImageName, imageNameOf } from '../../schema/domain/image-name.ts'

/** The format of an image should match the extension of its file name. An image without a format is read as raw. */
export const diskFormatName = rule({
  code: 'VMC2212',
  slug: 'disk-format-name',
  severity: 'warning',
  title: 'image format does not match the file extension',
  help: 'libvirt treats an image as raw unless <driver type> is set. If libvirt treats a qcow2 image as raw, the guest can change the metadata of the image and then read any file of the host. Set <driver type> to the format of the image.',
  for: 'qemu',
  source:
    'advice: libvirt never probes; qemu_postparse.c: qemuDomainDeviceDiskDefPostParse makes it raw at define, and qemu_domain.c: qemuDomainPrepareDiskSource a volume at start',
  on: 'devices/disk',
  example: {
    ts: ".disk(file('/a.qcow2'){.driver({ name: 'qemu', type: 'raw' }) -> })",
    xml: `<devices>
  <disk type="file">
    { -> <driver name="qemu" type="qcow2"/>}
    <source file="/a.qcow2"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(disk) {
    // The rule skips a disk with device="lun": its only valid format is raw.
    if (disk.text('device') === 'lun') return
    const source = disk.first('source')
    const image = source && imageNameOf(key => source.text(key))
    if (!image) return
    const format = disk.text('driver/type')
    if (format === undefined) yield* missing(source, image)
    else yield* differing(disk, format, image)
  },
})

const IMAGE_FORMATS = new Set(['raw', 'qcow2', 'qcow', 'qed', 'vmdk', 'vdi', 'vpc'])

function* differing(
  disk: Cursor<Disk>,
  format: string,
  { extension, format: expected }: ImageName,
): Generator<RuleFinding> {
  // The extension .img is common for images of every format, so it says nothing about the format.
  if (expected === undefined || expected === format || extension === 'img') return
  if (IMAGE_FORMATS.has(format))
    yield disk.report(
      'driver/type',
      `the format is "${format}", but the name of the image ends with .${extension}`,
      `set the type to "${expected}"`,
    )
}

function* missing(
  source: Cursor<DiskSource>,
  { key, extension, format }: ImageName,
): Generator<RuleFinding> {
  const isUnsupported = extension === 'vhdx'
  if (!isUnsupported && (format === undefined || format === 'raw')) return
  yield source.report(
    key,
    `the driver has no type, so libvirt reads the image as raw, but its name ends with .${extension}`,
    isUnsupported
      ? 'libvirt does not support this format: convert the image to qcow2 with qemu-img'
      : `add <driver name="qemu" type="${format}"/>, or type="raw" if the image is raw`,
  )
}
