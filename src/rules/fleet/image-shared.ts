import { exclusiveImage } from '../../check/facts/disks.ts'
import { nameOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'
import { HostUniqueIndex } from '../../check/unique-index.ts'

/** Two guests that write to the same image destroy its content. */
export const imageShared = rule({
  code: 'VMC2006',
  slug: 'image-shared',
  severity: 'warning',
  title: 'two domains write to the same image',
  help: 'If two guests run at the same time and write to the same image, they destroy its contents. Make the image read-only. If the guests use a cluster file system, make the image shareable instead.',
  for: 'libvirt',
  source:
    'QEMU block/file-posix.c: raw_check_lock_bytes; locks exclude a second writer on the same host',
  on: 'devices/disk',
  example: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).disk(file({'/data.qcow2' -> '/data-' + name + '.qcow2'})))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices>
  <disk type="file"><source file="/data.img"/><target dev="vda" bus="virtio"/>{ -> <shareable/>}</disk>
</devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices>
  <disk type="file"><source file="/data.img"/><target dev="vda" bus="virtio"/>{ -> <shareable/>}</disk>
</devices></domain>`,
  },
  createCheck() {
    const images = new HostUniqueIndex()
    return {
      *check(disk, { domain }) {
        const path = exclusiveImage(disk)
        const source = disk.first('source')
        if (path === undefined || !source) return
        const key = source.has('file') ? 'file' : 'dev'
        const first = images.conflict(path, domain, source, key)
        // This rule skips two disks of the same guest, because the rule disk-image-twice reports them.
        if (!first || first.domain === nameOf(domain)) return
        yield source.report(
          key,
          `"${first.domain}" and "${nameOf(domain)}" both write to ${path}`,
          'give each domain its own image, or make the disks readonly or shareable',
          { related: [first.related] },
        )
      },
    }
  },
})
