import { DROPPED_PROTOCOLS } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** Newer releases of libvirt refuse disks with the network protocols sheepdog and VxHS. */
export const diskProtocolGone = rule({
  code: 'VMC2228',
  slug: 'disk-protocol-gone',
  severity: 'error',
  title: 'disk protocol not supported by the target libvirt version',
  help: 'The libvirt version set by --target refuses the network protocol of the disk. libvirt 11.3.0 and newer refuse sheepdog. libvirt 12.9.0 refuses vxhs. Move the image to other storage, such as rbd or nbd.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainDiskDefValidateSourceChainOne',
  since: { libvirt: '11.3.0' },
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
    // If the target libvirt version is unknown, the rule disk-protocol-dropped warns instead.
    const protocol = source.text('protocol') ?? ''
    const gone = DROPPED_PROTOCOLS.get(protocol)
    if (target.libvirt === undefined || gone === undefined || isBefore(target, gone)) return
    yield source.report(
      'protocol',
      `libvirt ${target.libvirt} refuses the protocol "${protocol}"`,
      'move the image to other storage, such as rbd or nbd',
    )
  },
})
