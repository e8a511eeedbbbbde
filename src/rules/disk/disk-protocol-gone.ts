import { rule } from '../../check/rule.ts'

/** The libvirt of the target refuses sheepdog. */
export const diskProtocolGone = rule({
  code: 'VMC2228',
  slug: 'disk-protocol-gone',
  severity: 'error',
  title: 'protocol that the target libvirt refuses',
  help: 'The release of libvirt that --target names refuses disks with the protocol sheepdog. Move the image to other storage, such as rbd or nbd.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainDiskDefValidateSourceChainOne',
  since: { libvirt: '11.3.0' },
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
    // Without a target, disk-protocol-dropped warns.
    if (target.libvirt === undefined || source.text('protocol') !== 'sheepdog') return
    yield source.report(
      'protocol',
      `libvirt ${target.libvirt} refuses the protocol "sheepdog"`,
      'move the image to other storage, such as rbd or nbd',
    )
  },
})
