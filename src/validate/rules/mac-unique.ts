import { Firsts } from '../firsts.ts'
import type { Here } from '../here.ts'
import { devices, down, nameOf, place, spelled } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

/** On one network, a MAC address is that of one guest. */
export const macUnique: Rule = {
  code: 'VMC2005',
  slug: 'mac-unique',
  severity: 'error',
  title: 'MAC address of another domain',
  help: "Two guests of one MAC address on one network get each other's packets. vmc makes addresses where they are left out.",
  wrong: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).nic(bridge('br0').mac('52:54:00:00:00:01')))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices>
  <interface type="bridge"><mac address="52:54:00:00:00:01"/><source bridge="br0"/></interface>
</devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices>
  <interface type="bridge"><mac address="52:54:00:00:00:01"/><source bridge="br0"/></interface>
</devices></domain>`,
  },
  right: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).nic(bridge('br0')))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices>
  <interface type="bridge"><mac address="52:54:00:00:00:01"/><source bridge="br0"/></interface>
</devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices>
  <interface type="bridge"><mac address="52:54:00:00:00:02"/><source bridge="br0"/></interface>
</devices></domain>`,
  },
  about: ['devices/interface/mac'],
  ...meeting(() => {
    const firsts = new Firsts()
    return function* (domain) {
      for (const nic of devices(domain, 'interface')) {
        const mac = down(nic, 'mac')
        // What vmc makes is nobody else's in the end.
        if (mac?.node.made) continue
        const address = spelled(mac, 'address')?.toLowerCase()
        const network = networkOf(nic)
        if (!mac || address === undefined || network === undefined) continue
        const first = firsts.before(`${address} ${network}`, domain, mac, 'address')
        if (!first) continue
        yield {
          message: `"${first.owner}" and "${nameOf(domain)}" both have the MAC address ${address} on ${network}`,
          ...place(mac, 'address'),
          help: 'leave it out: vmc makes one of the name',
          related: [first.also],
        }
      }
    }
  }),
}

function networkOf(nic: Here): string | undefined {
  const source = down(nic, 'source')
  return ['bridge', 'network', 'dev'].map(key => spelled(source, key)).find(Boolean)
}
