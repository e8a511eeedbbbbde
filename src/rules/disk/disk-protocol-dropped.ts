import { DROPPED_PROTOCOLS } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** Current releases of QEMU do not support the network disk protocols sheepdog and VxHS. */
export const diskProtocolDropped = rule({
  code: 'VMC2210',
  slug: 'disk-protocol-dropped',
  severity: 'warning',
  title: 'disk protocol not supported by current releases of QEMU',
  help: 'QEMU 5.2 removed the network disk protocol vxhs, and QEMU 6.1 removed sheepdog. Newer releases of libvirt refuse both. Move the image to other storage, such as rbd or nbd.',
  for: 'qemu',
  source:
    'advice: QEMU 5.2 removed vxhs and QEMU 6.1 sheepdog, and libvirt refuses them (see disk-protocol-gone)',
  on: 'devices/disk/source',
  where: { protocol: ['sheepdog', 'vxhs'] },
  example: {
    xml: `<devices>
  <disk type="network">
    {<source protocol="sheepdog" name="image"><host name="store" port="7000"/></source> -> <source protocol="rbd" name="pool/image"/>}
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(source, { target }) {
    // This rule skips a protocol that the target libvirt refuses, because the rule disk-protocol-gone reports it.
    const protocol = source.text('protocol') ?? ''
    const gone = DROPPED_PROTOCOLS.get(protocol)
    if (gone === undefined) return
    if (target.libvirt !== undefined && !isBefore(target, gone)) return
    yield source.report(
      'protocol',
      `no current hypervisor supports the protocol "${protocol}"`,
      'move the image to other storage, such as rbd or nbd',
    )
  },
})
