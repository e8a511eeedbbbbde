import { rule } from '../../check/rule.ts'

/** libvirt ignores a network filter on a NIC that is not a tap device. */
export const netFilterIgnored = rule({
  code: 'VMC2470',
  slug: 'net-filter-ignored',
  severity: 'warning',
  title: 'network filter is ignored on this type of NIC',
  help: 'libvirt filters packets only on a NIC of type "network", "bridge" or "ethernet". On other NICs, libvirt ignores <filterref>, and no packet is filtered. Change the type, or remove <filterref>.',
  for: 'libvirt',
  source: 'advice: domain_conf.c: virDomainNetDefParseXML reads the filter of three types only',
  on: 'devices/interface',
  needs: 'filterref',
  example: {
    xml: `<devices>
  <interface type="{user -> bridge}">{ -> <source bridge="br0"/>}<model type="virtio"/><filterref filter="clean-traffic"/></interface>
</devices>`,
  },
  *check(nic) {
    const type = nic.text('type')
    if (type === undefined || FILTERED.includes(type) || !nic.has('filterref')) return
    yield nic.report(
      'filterref',
      `libvirt drops the filter of a NIC of type "${type}"`,
      'leave <filterref> out, or use a bridge or a network',
    )
  },
})

const FILTERED = ['network', 'bridge', 'ethernet']
