import { duplicates } from '../../check/duplicates.ts'
import { exclusiveImage } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** Two disks of one guest cannot write to the same image. */
export const diskImageTwice = rule({
  code: 'VMC2227',
  slug: 'disk-image-twice',
  severity: 'warning',
  title: 'two disks of a domain write to the same image',
  help: 'QEMU locks the image for the first disk, so it cannot open the image for the second disk, and the guest does not start. Give each disk its own image. If the image is raw, you can make both disks shareable instead.',
  for: 'libvirt',
  source: 'QEMU block/file-posix.c: raw_check_lock_bytes; locks exclude a second writer',
  on: 'devices',
  needs: 'disk',
  example: {
    ts: ".disk(file('/a.img')).disk(file('{/a.img -> /b.img}'))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
  <disk type="file"><source file="{/a.img -> /b.img}"/><target dev="vdb" bus="virtio"/></disk>
</devices>`,
  },
  *check(devices) {
    for (const { element, first, key } of duplicates(devices.each('disk'), exclusiveImage)) {
      yield element.report(
        element.has('source/file') ? 'source/file' : 'source/dev',
        `two disks of the domain write to ${key}`,
        'give each disk its own image, or make both disks readonly or shareable',
        {
          related: first.each('source').map(source => source.related('.', 'first used here')),
        },
      )
    }
  },
})
