import { type ImageName, imageNameOf } from '../../schema/image-name.ts'
import type { Here } from '../here.ts'
import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule, type RuleFinding } from './rule.ts'

/** The format of an image, given or assumed, matches the extension of its name. */
export const diskFormatName: Rule = {
  code: 'VMC2212',
  slug: 'disk-format-name',
  severity: 'warning',
  title: 'image format differs from the extension of its name',
  help: 'libvirt takes an image for raw unless <driver type> says otherwise. A qcow2 image read as raw shows the guest the inside of the format; a guest can then point it at any file of the host.',
  hypervisors: QEMU,
  about: ['file', 'volume', 'name'].map(key => `devices/disk/source/${key}`),
  wrong: {
    ts: ".disk(file('/a.qcow2').driver({ name: 'qemu', type: 'raw' }))",
    xml: `<devices>
  <disk type="file">
    <source file="/a.qcow2"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  right: {
    ts: ".disk(file('/a.qcow2'))",
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="qcow2"/>
    <source file="/a.qcow2"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  // libvirt never looks into an image. Without a type qemuDomainDeviceDiskDefPostParse makes it raw at define and, for a
  // volume, qemuDomainPrepareDiskSource at start, whatever format the pool knows the volume to have.
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      // libvirt takes nothing but raw for a LUN.
      if (spelled(disk, 'device') === 'lun') continue
      const source = down(disk, 'source')
      const image = source && imageNameOf(key => spelled(source, key))
      if (!image) continue
      const driver = down(disk, 'driver')
      const format = spelled(driver, 'type')
      if (driver && format !== undefined) yield* differing(driver, format, image)
      else yield* missing(source, image)
    }
  },
}

const IMAGE_FORMATS = new Set(['raw', 'qcow2', 'qcow', 'qed', 'vmdk', 'vdi', 'vpc'])

function* differing(driver: Here, format: string, image: ImageName): Iterable<RuleFinding> {
  const { extension, format: named } = image
  // Images of any format are called .img.
  if (named === undefined || named === format || extension === 'img') return
  if (!IMAGE_FORMATS.has(format)) return
  yield {
    message: `the format is "${format}", and the image's name ends with .${extension}`,
    ...place(driver, 'type'),
    help: `set the type to "${named}"`,
  }
}

function* missing(source: Here, { key, extension, format }: ImageName): Iterable<RuleFinding> {
  const isUnsupported = extension === 'vhdx'
  if (!isUnsupported && (format === undefined || format === 'raw')) return
  yield {
    message: `the driver has no type, so libvirt takes the image for raw, and its name ends with .${extension}`,
    ...place(source, key),
    help: isUnsupported
      ? 'libvirt does not know the format: convert the image to qcow2 with qemu-img'
      : `add <driver name="qemu" type="${format}"/>, or type="raw" if the image is raw`,
  }
}
