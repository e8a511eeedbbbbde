import { HostFirsts } from '../firsts.ts'
import { hostDevices } from '../hostdevs.ts'
import { nameOf, place } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

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
  about: ['devices/hostdev', 'devices/interface/source'],
  ...meeting(() => {
    const firsts = new HostFirsts()
    return function* (domain) {
      for (const { here, name, isCertain } of hostDevices(domain)) {
        const first = isCertain ? firsts.before(name, domain, here) : undefined
        // Within one guest it is another mistake.
        if (!first || first.owner === nameOf(domain)) continue
        yield {
          message: `"${first.owner}" and "${nameOf(domain)}" both have the ${name} of the host`,
          ...place(here),
          help: 'give it to one of them',
          related: [first.also],
        }
      }
    }
  }),
}
