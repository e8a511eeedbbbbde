import { imageOf } from '../disks.ts'
import { also, devices, down, place, repeated, says } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** Two disks of one guest do not write to one image. */
export const diskImageTwice: Rule = {
  code: 'VMC2227',
  slug: 'disk-image-twice',
  severity: 'warning',
  title: 'image of another disk of the guest',
  help: 'QEMU locks the image of the first disk, and does not start with the second. Share raw images alone, with <shareable/> at each.',
  hypervisors: LIBVIRT,
  about: ['devices/disk'],
  wrong: {
    ts: ".disk(file('/a.img')).disk(file('/a.img'))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
  <disk type="file"><source file="/a.img"/><target dev="vdb" bus="virtio"/></disk>
</devices>`,
  },
  right: {
    ts: ".disk(file('/a.img')).disk(file('/b.img'))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
  <disk type="file"><source file="/b.img"/><target dev="vdb" bus="virtio"/></disk>
</devices>`,
  },
  *check(domain) {
    const disks = devices(domain, 'disk')
    if (disks.length < 2) return
    for (const { here, first, key } of repeated(disks, imageOf)) {
      const source = down(here, 'source')!
      yield {
        message: `two disks of the guest write to ${key}`,
        ...place(source, says(source, 'file') ? 'file' : 'dev'),
        help: 'give each an image of its own, or say readonly or shareable at both',
        related: [also('the first is here', down(first, 'source')!)],
      }
    }
  },
}
