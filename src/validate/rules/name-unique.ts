import { First } from '../firsts.ts'
import { place, spelled } from '../look.ts'
import { type FleetRule, meeting } from './rule.ts'

/** Two domains of one name: one would overwrite the other, as a file and in libvirt. */
export const nameUnique: FleetRule = {
  code: 'VMC2001',
  slug: 'name-unique',
  severity: 'error',
  title: 'name of another domain',
  help: 'A name is unique on its host, and names the file that vmc writes.',
  wrong: {
    ts: "[domain('web').hvm().memory(GiB(1)), domain('web').hvm().memory(GiB(1))]",
    xml: '<domain type="kvm"><name>web</name><memory unit="GiB">1</memory></domain>\n<domain type="kvm"><name>web</name><memory unit="GiB">1</memory></domain>',
  },
  right: {
    ts: "[domain('web0').hvm().memory(GiB(1)), domain('web1').hvm().memory(GiB(1))]",
    xml: '<domain type="kvm"><name>web0</name><memory unit="GiB">1</memory></domain>\n<domain type="kvm"><name>web1</name><memory unit="GiB">1</memory></domain>',
  },
  ...meeting(() => {
    const seen = new Map<string, First>()
    return function* (domain) {
      const name = spelled(domain, 'name')
      if (name === undefined) return
      const first = seen.get(name)
      if (!first) seen.set(name, new First(name, domain, 'name'))
      else {
        yield {
          message: `two domains are named "${name}"`,
          ...place(domain, 'name'),
          help: 'give each its own name, as a loop does with its number',
          related: [first.also],
        }
      }
    }
  }),
}
