import { rule } from '../../check/rule.ts'

/** Most types of NIC require a source to which the NIC connects. */
export const netSourceMissing = rule({
  code: 'VMC2817',
  slug: 'net-source-missing',
  severity: 'error',
  title: 'NIC has no <source>',
  help: 'Most types of NIC require a <source>, which is the network, bridge, host device or address that the NIC connects to. Add the <source>.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainNetDefParseXMLRequireSource',
  on: 'devices/interface',
  example: {
    xml: '<devices><interface type="bridge">{ -> <source bridge="br0"/>}<model type="virtio"/></interface></devices>',
  },
  *check(nic) {
    const type = nic.text('type')
    if (type === undefined || !TYPES.includes(type) || nic.has('source')) return
    yield nic.report(
      'source',
      `a NIC of type "${type}" needs a source`,
      'add a source, such as the network or bridge',
    )
  },
})

const TYPES: readonly string[] = [
  ...['network', 'bridge', 'internal', 'direct', 'vdpa', 'vds'],
  ...['client', 'server', 'mcast', 'udp'],
]
