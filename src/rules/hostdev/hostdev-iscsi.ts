import { rule } from '../../check/rule.ts'

/** An iSCSI host device can have only one `<host>` (server), and the secret of the device must have the type "iscsi". */
export const hostdevIscsi = rule({
  code: 'VMC2783',
  slug: 'hostdev-iscsi',
  severity: 'error',
  title: 'iSCSI host device has several hosts or a wrong secret type',
  help: 'The <source> of an iSCSI host device can have only one <host>. The <secret> in its <auth> must have the type "iscsi". Remove the other hosts, or correct the type.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainHostdevSubsysSCSIiSCSIDefParseXML',
  on: 'devices/hostdev/source',
  where: { protocol: 'iscsi' },
  example: {
    xml: `<devices>
  <controller type="scsi" index="0" model="virtio-scsi"/>
  <hostdev mode="subsystem" type="scsi">
    <source protocol="iscsi" name="iqn.2014-08.com.example:store/1"><host name="a.example.org"/>
      <auth username="u"><secret type="{ceph -> iscsi}" usage="store"/></auth>
    </source>
  </hostdev>
</devices>`,
  },
  *check(source) {
    if (source.text('protocol') !== 'iscsi') return
    const [, second] = source.each('host')
    if (second)
      yield second.report('.', 'an iSCSI host device has only one host', 'remove this one')
    const type = source.text('auth/secret/type')
    if (type === undefined || type === 'iscsi') return
    yield source.report(
      'auth/secret/type',
      `an iSCSI host device cannot use a secret of type "${type}"`,
      'use type="iscsi"',
    )
  },
})
