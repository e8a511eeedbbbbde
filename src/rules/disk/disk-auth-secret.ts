import { rule } from '../../check/rule.ts'

/** The secret with which a network disk authenticates must have the type that the network protocol of the disk requires. */
export const diskAuthSecret = rule({
  code: 'VMC2209',
  slug: 'disk-auth-secret',
  severity: 'error',
  title: 'type of the secret does not match the disk protocol',
  help: 'The secret of a network disk must have the type "ceph" if the protocol is rbd, and the type "iscsi" if the protocol is iscsi. Correct the type in <secret>.',
  for: 'all',
  source: 'domain_validate.c: virDomainDiskDefValidateSourceChainOne',
  on: 'devices/disk',
  needs: ['auth', 'source/auth'],
  example: {
    xml: `<devices>
  <disk type="network">
    <auth username="me"><secret type="{ceph -> iscsi}" usage="mine"/></auth>
    <source protocol="iscsi" name="iqn.2013-07.com.example:store/1"><host name="store" port="3260"/></source>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(disk) {
    const protocol = disk.text('source/protocol')
    const expected = protocol === undefined ? undefined : SECRET_TYPES.get(protocol)
    const secret = (disk.first('auth') ?? disk.first('source/auth'))?.first('secret')
    const type = secret?.text('type')
    if (!secret || expected === undefined || type === undefined || type === expected) return
    yield secret.report(
      'type',
      `a disk with protocol "${protocol}" cannot use a secret of type "${type}"`,
      `use a secret of type "${expected}"`,
    )
  },
})

const SECRET_TYPES = new Map([
  ['rbd', 'ceph'],
  ['iscsi', 'iscsi'],
])
