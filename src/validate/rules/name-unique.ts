import { also, place, repeated, spelled } from '../look.ts'
import type { FleetRule } from './rule.ts'

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
  *checkFleet(fleet) {
    for (const { here, first, key } of repeated(fleet, domain => spelled(domain, 'name'))) {
      yield {
        message: `two domains are named "${key}"`,
        ...place(here, 'name'),
        help: 'give each its own name, as a loop does with its number',
        related: [also('the first is here', first, 'name')],
      }
    }
  },
}
