import type { Here } from '../here.ts'
import { hostDevices } from '../hostdevs.ts'
import { also, nameOf, place } from '../look.ts'
import type { Rule } from './rule.ts'

/** A device of a host is with one guest at a time. */
export const hostdevShared: Rule = {
  code: 'VMC2007',
  slug: 'hostdev-shared',
  severity: 'warning',
  title: 'device of the host given to two domains',
  help: 'Unless they run on different hosts, the second of two domains with one device of the host does not start while the first runs.',
  wrong: {
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
</devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
</devices></domain>`,
  },
  right: {
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
</devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="1"/></source></hostdev>
</devices></domain>`,
  },
  *checkFleet(fleet) {
    const seen = new Map<string, { readonly domain: Here; readonly here: Here }>()
    for (const domain of fleet) {
      for (const { here, name, isCertain } of hostDevices(domain)) {
        if (!isCertain) continue
        const first = seen.get(name)
        if (!first) seen.set(name, { domain, here })
        else if (first.domain !== domain && nameOf(first.domain) !== nameOf(domain)) {
          yield {
            message: `"${nameOf(first.domain)}" and "${nameOf(domain)}" both have the ${name} of the host`,
            ...place(here),
            help: 'give it to one of them',
            related: [also('the first is here', first.here)],
          }
        }
      }
    }
  },
}
