import { rule } from '../../check/rule.ts'

/** Only some network protocols support authentication. */
export const diskAuthProtocol = rule({
  code: 'VMC2293',
  slug: 'disk-auth-protocol',
  severity: 'error',
  title: 'disk protocol does not support authentication',
  help: 'The network disk protocols nbd, sheepdog, gluster, nfs, tftp and vxhs do not support authentication. Remove <auth>.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidateSourceChainOne',
  on: 'devices/disk',
  needs: 'auth',
  example: {
    xml: `<devices>
  <disk type="network">
    {<auth username="me"><secret type="iscsi" usage="mine"/></auth> -> }
    <source protocol="nbd" name="a"><host name="store" port="10809"/></source><target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(disk) {
    // This rule skips an <auth> inside <source>, because the schema check reports it.
    const protocol = disk.text('source/protocol')
    if (protocol === undefined || !PROTOCOLS.includes(protocol) || !disk.has('auth')) return
    yield disk.report(
      'auth',
      `the protocol "${protocol}" has no authentication`,
      'leave out <auth>',
    )
  },
})

const PROTOCOLS = ['nbd', 'sheepdog', 'gluster', 'tftp', 'vxhs', 'nfs']
