import { devices, down, place, spelled } from '../look.ts'
import { isNewer } from '../target.ts'
import { QEMU, type Rule } from './rule.ts'

/** A protocol that no hypervisor speaks any more. */
export const diskProtocolDropped: Rule = {
  code: 'VMC2210',
  slug: 'disk-protocol-dropped',
  severity: 'warning',
  title: 'protocol that nothing speaks any more',
  help: 'QEMU dropped sheepdog in version 6.1, and newer releases of libvirt refuse it.',
  hypervisors: QEMU,
  about: ['devices/disk/source/protocol'],
  wrong: {
    xml: `<devices>
  <disk type="network">
    <source protocol="sheepdog" name="image"><host name="store" port="7000"/></source>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="network">
    <source protocol="rbd" name="pool/image"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(domain, { target }) {
    // Of a target that refuses it another rule tells.
    if (target.libvirt !== undefined && !isNewer('11.3.0', target.libvirt)) return
    for (const disk of devices(domain, 'disk')) {
      const source = down(disk, 'source')
      if (!source || spelled(source, 'protocol') !== 'sheepdog') continue
      yield {
        message: 'no hypervisor speaks sheepdog any more',
        ...place(source, 'protocol'),
        help: 'move the image to other storage, such as rbd or nbd',
      }
    }
  },
}
