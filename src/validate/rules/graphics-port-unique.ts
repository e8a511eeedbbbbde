import { Firsts } from '../firsts.ts'
import { devices, nameOf, numeric, place, spelled } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

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
  ...meeting(() => {
    const firsts = new Firsts<number>()
    return function* (domain) {
      for (const here of devices(domain, 'graphics')) {
        if (spelled(here, 'autoport') === 'yes') continue
        for (const key of ['port', 'tlsPort', 'websocket']) {
          const port = numeric(here, key)
          if (port === undefined || port <= 0) continue
          const first = firsts.before(port, domain, here, key)
          if (!first) continue
          yield {
            message: `the screens of "${first.owner}" and "${nameOf(domain)}" are both at port ${port}`,
            ...place(here, key),
            help: 'number them, or leave the port to libvirt',
            related: [first.also],
          }
        }
      }
    }
  }),
}
