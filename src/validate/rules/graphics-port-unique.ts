import type { Here } from '../here.ts'
import { also, devices, nameOf, numeric, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** A port of a host is that of one screen. */
export const graphicsPortUnique: Rule = {
  code: 'VMC2008',
  slug: 'graphics-port-unique',
  severity: 'warning',
  title: 'port of the screen of another domain',
  help: 'Unless they run on different hosts, the second of two domains with one fixed port does not start while the first runs. Leave ports to libvirt with autoport.',
  wrong: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).graphics({ type: 'vnc', port: 5901 }))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="5901"/></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="5901"/></devices></domain>`,
  },
  right: {
    ts: "['a', 'b'].map((name, i) => domain(name).hvm().memory(GiB(1)).graphics({ type: 'vnc', port: 5901 + i }))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="5901"/></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="5902"/></devices></domain>`,
  },
  *checkFleet(fleet) {
    const seen = new Map<
      number,
      { readonly domain: Here; readonly here: Here; readonly key: string }
    >()
    for (const domain of fleet) {
      for (const here of devices(domain, 'graphics')) {
        if (spelled(here, 'autoport') === 'yes') continue
        for (const key of ['port', 'tlsPort', 'websocket']) {
          const port = numeric(here, key)
          if (port === undefined || port <= 0) continue
          const first = seen.get(port)
          if (!first) seen.set(port, { domain, here, key })
          else if (first.domain !== domain && nameOf(first.domain) !== nameOf(domain)) {
            yield {
              message: `the screens of "${nameOf(first.domain)}" and "${nameOf(domain)}" are both at port ${port}`,
              ...place(here, key),
              help: 'number them, or leave the port to libvirt',
              related: [also('the first is here', first.here, first.key)],
            }
          }
        }
      }
    }
  },
}
