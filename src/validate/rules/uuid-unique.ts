import { canonicalUuid } from '../../schema/codec.ts'
import { Firsts } from '../firsts.ts'
import { nameOf, place, spelled } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

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
  ...meeting(() => {
    const firsts = new Firsts()
    return function* (domain) {
      const uuid = spelled(domain, 'uuid')
      const first =
        uuid === undefined ? undefined : firsts.before(canonicalUuid(uuid), domain, domain, 'uuid')
      if (!first) return
      yield {
        message: `the domains "${first.owner}" and "${nameOf(domain)}" have one UUID`,
        ...place(domain, 'uuid'),
        help: 'leave it out: vmc makes one of the name',
        related: [first.also],
      }
    }
  }),
}
