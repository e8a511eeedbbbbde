import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A protocol that the libvirt of the target refuses. */
export const diskProtocolGone: Rule = {
  code: 'VMC2228',
  slug: 'disk-protocol-gone',
  severity: 'error',
  title: 'protocol that the target refuses',
  help: 'The release of libvirt that --target names refuses disks of the protocol sheepdog.',
  hypervisors: QEMU,
  since: { libvirt: '11.3.0' },
  about: ['devices/disk/source/protocol'],
  wrong: {
    xml: `<devices>
  <disk type="network"><source protocol="sheepdog" name="image"><host name="store" port="7000"/></source><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="network"><source protocol="rbd" name="pool/image"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(domain, around) {
    // Where no target is named, a warning is enough.
    if (around.target.libvirt === undefined) return
    for (const disk of devices(domain, 'disk')) {
      const source = down(disk, 'source')
      if (!source || spelled(source, 'protocol') !== 'sheepdog') continue
      yield {
        message: `libvirt ${around.target.libvirt} refuses the protocol sheepdog`,
        ...place(source, 'protocol'),
        help: 'move the image to other storage, for which rbd or nbd serve',
      }
    }
  },
}
