import { also, nameOf, place, repeated, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** libvirt knows a domain by its UUID. */
export const uuidUnique: Rule = {
  code: 'VMC2004',
  slug: 'uuid-unique',
  severity: 'error',
  title: 'UUID of another domain',
  help: 'libvirt refuses a second domain of one UUID. vmc makes one of the name where it is left out.',
  wrong: {
    ts: "[domain('a').uuid('c7a5fdbd-edaf-9455-926a-d65c16db1809'), domain('b').uuid('c7a5fdbd-edaf-9455-926a-d65c16db1809')].map(d => d.hvm().memory(GiB(1)))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid></domain>`,
  },
  right: {
    ts: "[domain('a').hvm().memory(GiB(1)), domain('b').hvm().memory(GiB(1))]",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><uuid>c7a5fdbd-edaf-9455-926a-d65c16db180a</uuid></domain>`,
  },
  *checkFleet(fleet) {
    const plain = (uuid: string | undefined) => uuid?.replace(/[\s-]/g, '').toLowerCase()
    for (const { here, first } of repeated(fleet, domain => plain(spelled(domain, 'uuid')))) {
      // A second domain of one name is told by its name.
      if (nameOf(here) === nameOf(first)) continue
      yield {
        message: `the domains "${nameOf(first)}" and "${nameOf(here)}" have one UUID`,
        ...place(here, 'uuid'),
        help: 'leave it out: vmc makes one of the name',
        related: [also('the first is here', first, 'uuid')],
      }
    }
  },
}
