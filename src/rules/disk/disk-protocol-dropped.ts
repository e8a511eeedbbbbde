import { rule } from '../../check/rule.ts'
import { isNewer } from '../../check/target.ts'

/** No current release of QEMU supports sheepdog. */
export const diskProtocolDropped = rule({
  code: 'VMC2210',
  slug: 'disk-protocol-dropped',
  severity: 'warning',
  title: 'protocol not supported by current releases of QEMU',
  help: 'QEMU 6.1 removed the protocol sheepdog, and newer releases of libvirt refuse it. Move the image to other storage, such as rbd or nbd.',
  for: 'qemu',
  source: 'advice: QEMU 6.1 removed sheepdog, and libvirt refuses it (see disk-protocol-gone)',
  on: 'devices/disk/source',
  example: {
    xml: `<devices>
  <disk type="network">
    {<source protocol="sheepdog" name="image"><host name="store" port="7000"/></source> -> <source protocol="rbd" name="pool/image"/>}
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(source, { target }) {
    // disk-protocol-gone reports it for a target that refuses it.
    if (target.libvirt !== undefined && !isNewer('11.3.0', target.libvirt)) return
    if (source.text('protocol') !== 'sheepdog') return
    yield source.report(
      'protocol',
      'no current hypervisor supports the protocol "sheepdog"',
      'move the image to other storage, such as rbd or nbd',
    )
  },
})
