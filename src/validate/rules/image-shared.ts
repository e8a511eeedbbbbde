import { imageOf } from '../disks.ts'
import { HostFirsts } from '../firsts.ts'
import { devices, down, nameOf, place, says } from '../look.ts'
import { LIBVIRT, meeting, type Rule } from './rule.ts'

/** Two guests that write to one image destroy what is on it. */
export const imageShared: Rule = {
  code: 'VMC2006',
  slug: 'image-shared',
  severity: 'warning',
  title: 'image that two domains write to',
  help: 'Unless they run on different hosts, or never at once, two guests that write to one image destroy it. Make it read-only, or shareable where the guests have a file system for that.',
  hypervisors: LIBVIRT,
  wrong: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).disk(file('/data.qcow2')))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices>
  <disk type="file"><source file="/data.img"/><target dev="vda" bus="virtio"/></disk>
</devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices>
  <disk type="file"><source file="/data.img"/><target dev="vda" bus="virtio"/></disk>
</devices></domain>`,
  },
  right: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).disk(file('/data-' + name + '.qcow2')))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices>
  <disk type="file"><source file="/data.img"/><target dev="vda" bus="virtio"/><shareable/></disk>
</devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices>
  <disk type="file"><source file="/data.img"/><target dev="vda" bus="virtio"/><shareable/></disk>
</devices></domain>`,
  },
  about: ['devices/disk'],
  ...meeting(() => {
    const firsts = new HostFirsts()
    return function* (domain) {
      for (const disk of devices(domain, 'disk')) {
        const path = imageOf(disk)
        if (path === undefined) continue
        const source = down(disk, 'source')!
        const key = says(source, 'file') ? 'file' : 'dev'
        const first = firsts.before(path, domain, source, key)
        // Two disks of one guest are another mistake.
        if (!first || first.owner === nameOf(domain)) continue
        yield {
          message: `"${first.owner}" and "${nameOf(domain)}" both write to ${path}`,
          ...place(source, key),
          help: 'give each an image of its own, or say readonly or shareable',
          related: [first.also],
        }
      }
    }
  }),
}
