import { also, devices, down, place, repeated, spelled } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** Two disks cannot be one and the same device of the guest. */
export const diskTargetUnique: Rule = {
  code: 'VMC2201',
  slug: 'disk-target-unique',
  severity: 'error',
  title: 'device name of another disk',
  help: 'Each disk has a target of its own. vmc fills targets in, by bus, where they are left out.',
  hypervisors: LIBVIRT,
  about: ['devices/disk'],
  wrong: {
    ts: ".disk(file('/a.img').target('vda')).disk(file('/b.img').target('vda'))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
  <disk type="file"><source file="/b.img"/><target dev="vda" bus="virtio"/></disk>
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
    const targets = devices(domain, 'disk').flatMap(disk => down(disk, 'target') ?? [])
    for (const { here, first, key } of repeated(targets, target => spelled(target, 'dev'))) {
      yield {
        message: `two disks are ${key}`,
        ...place(here, 'dev'),
        help: 'give each its own name, or leave the names to vmc',
        related: [also('the first is here', first, 'dev')],
      }
    }
  },
}
