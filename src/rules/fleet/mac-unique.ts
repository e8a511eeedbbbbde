import { nameOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'
import { UniqueIndex } from '../../check/unique-index.ts'

/** Two guests on the same network cannot have the same MAC address. */
export const macUnique = rule({
  code: 'VMC2005',
  slug: 'mac-unique',
  severity: 'error',
  title: 'two domains have the same MAC address',
  help: 'If two guests in the same network have the same MAC address, each of them receives packets for the other. Remove the MAC address: vmc then derives a unique address from the name of the domain.',
  for: 'all',
  source: 'report: a duplicate MAC address breaks the network of both guests',
  on: 'devices/interface',
  example: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).nic(bridge('br0'){.mac('52:54:00:00:00:01') -> }))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices>
  <interface type="bridge"><mac address="52:54:00:00:00:01"/><source bridge="br0"/></interface>
</devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices>
  <interface type="bridge"><mac address="{52:54:00:00:00:01 -> 52:54:00:00:00:02}"/><source bridge="br0"/></interface>
</devices></domain>`,
  },
  createCheck() {
    const addresses = new UniqueIndex()
    return {
      *check(nic, { domain }) {
        const mac = nic.first('mac')
        const address = mac?.text('address')?.toLowerCase()
        const network =
          nic.text('source/bridge') ?? nic.text('source/network') ?? nic.text('source/dev')
        if (!mac || address === undefined || network === undefined) return
        // This rule skips MAC addresses that vmc has derived, because vmc changes them until they are unique.
        if (mac.isMade) return
        const first = addresses.conflict(`${address} ${network}`, domain, mac, 'address')
        if (first)
          yield mac.report(
            'address',
            `"${first.domain}" and "${nameOf(domain)}" both have the MAC address ${address} on ${network}`,
            'leave it out: vmc derives it from the name',
            { related: [first.related] },
          )
      },
    }
  },
})
