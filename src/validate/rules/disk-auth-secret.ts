import { devices, down, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** What a network disk proves itself with is a secret of its protocol. */
export const diskAuthSecret: Rule = {
  code: 'VMC2209',
  slug: 'disk-auth-secret',
  severity: 'error',
  title: 'secret of another protocol',
  help: 'A disk of protocol rbd uses a secret of type "ceph", and one of iscsi a secret of type "iscsi".',
  about: ['devices/disk/auth', 'devices/disk/source/auth'],
  wrong: {
    xml: `<devices>
  <disk type="network">
    <auth username="me"><secret type="ceph" usage="mine"/></auth>
    <source protocol="iscsi" name="iqn.2013-07.com.example:store/1"><host name="store" port="3260"/></source>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="network">
    <auth username="me"><secret type="iscsi" usage="mine"/></auth>
    <source protocol="iscsi" name="iqn.2013-07.com.example:store/1"><host name="store" port="3260"/></source>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const source = down(disk, 'source')
      const protocol = spelled(source, 'protocol')
      const wanted = protocol === 'rbd' ? 'ceph' : protocol === 'iscsi' ? 'iscsi' : undefined
      const secret = down(down(disk, 'auth') ?? down(source, 'auth'), 'secret')
      const type = spelled(secret, 'type')
      if (!secret || wanted === undefined || type === undefined || type === wanted) continue
      yield {
        message: `a disk of protocol "${protocol}" cannot use a secret of type "${type}"`,
        ...place(secret, 'type'),
        help: `use one of type '${wanted}'`,
      }
    }
  },
}
