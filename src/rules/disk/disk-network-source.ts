import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** The protocol of a network source determines the form of its name and the transport protocols of its hosts. */
export const diskNetworkSource = rule({
  code: 'VMC2268',
  slug: 'disk-network-source',
  severity: 'error',
  title: 'network source does not fit its protocol',
  help: 'The name of an RBD source must have the form pool/image, and the name of a Gluster source the form volume/path. In an iSCSI name, the text after the slash must be the number of the LUN. QEMU connects to most servers only over TCP. The host of an NFS source cannot have a port. Two cookies cannot have the same name. QEMU does not support the protocol tftp. Correct the source.',
  for: 'qemu',
  source:
    'domain_conf.c: virDomainDiskSourceNetworkParse; storage_source_conf.c: virStorageSourceNetCookiesValidate; qemu_domain.c: qemuDomainValidateStorageSource; qemu_block.c: qemuBlockStorageSourceGetISCSIProps and the functions of other protocols',
  on: ['devices/disk/source', 'devices/disk/backingStore/source'],
  needs: 'protocol',
  example: {
    xml: `<devices>
  <disk type="network"><source protocol="rbd" name="{image -> pool/image}"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(source) {
    const protocol = source.text('protocol')
    if (protocol === undefined) return
    if (protocol === 'tftp')
      yield source.report(
        'protocol',
        'QEMU does not support the protocol "tftp"',
        'use another protocol, such as http or nbd',
      )
    const name = source.text('name') || undefined
    if (protocol === 'rbd' || protocol === 'gluster') {
      const form = protocol === 'rbd' ? 'pool/image' : 'volume/path'
      if (name === undefined || !/^[^/]+\//.test(name))
        yield source.report(
          'name',
          name === undefined
            ? `the ${protocol} source has no name`
            : `the name "${name}" is not of the form ${form}`,
          `set a name of the form ${form}`,
        )
    } else if (protocol === 'iscsi' && name !== undefined) {
      const lun = /\/(.*)$/.exec(name)?.[1]
      if (lun !== undefined && !/^\s*[+-]?\d+/.test(lun))
        yield source.report(
          'name',
          `"${lun}" is not the number of a LUN`,
          'write the number of the LUN after the slash, such as "iqn.2013-07.com.example:store/1"',
        )
    }
    const transports = TRANSPORTS.get(protocol)
    for (const host of source.each('host')) {
      if (protocol === 'nfs' && (host.number('port') ?? 0) !== 0)
        yield host.report('port', 'the host of an NFS source has no port', 'leave out the port')
      const transport = host.text('transport') ?? 'tcp'
      if (!transports || transports.includes(transport)) continue
      yield host.report(
        'transport',
        `the protocol "${protocol}" does not support the transport "${transport}"`,
        `use ${transports.join(' or ')}`,
      )
    }
    for (const { element, first, key } of duplicates(source.each('cookies/cookie'), one =>
      one.text('name'),
    ))
      yield element.report('name', `two cookies have the name "${key}"`, 'keep one of them', {
        related: [first.related('name', 'first used here')],
      })
  },
})

/** The transport protocols that QEMU supports for each network protocol that needs a server. */
const TRANSPORTS = new Map<string, readonly string[]>([
  ['rbd', ['tcp']],
  ['ssh', ['tcp']],
  ['nfs', ['tcp']],
  ['vxhs', ['tcp']],
  ['nbd', ['tcp', 'unix']],
  ['gluster', ['tcp', 'unix']],
  ['sheepdog', ['tcp', 'unix']],
])
