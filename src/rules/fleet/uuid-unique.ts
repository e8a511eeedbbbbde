import { nameOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'
import { UniqueIndex } from '../../check/unique-index.ts'
import { canonicalUuid } from '../../schema/core/codec.ts'

/** Two domains cannot have the same UUID, by which libvirt identifies a domain. */
export const uuidUnique = rule({
  code: 'VMC2004',
  slug: 'uuid-unique',
  severity: 'error',
  title: 'two domains have the same UUID',
  help: 'libvirt refuses to define two domains with the same UUID. Remove the UUID: vmc then derives a UUID from the name of the domain.',
  for: 'all',
  source: 'virdomainobjlist.c: virDomainObjListAddLocked',
  on: 'domain',
  example: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)){.uuid('c7a5fdbd-edaf-9455-926a-d65c16db1809') -> })",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><uuid>{c7a5fdbd-edaf-9455-926a-d65c16db1809 -> c7a5fdbd-edaf-9455-926a-d65c16db180a}</uuid></domain>`,
  },
  createCheck() {
    const uuids = new UniqueIndex()
    return {
      *check(domain) {
        const uuid = domain.text('uuid')
        if (uuid === undefined) return
        const first = uuids.conflict(canonicalUuid(uuid), domain, domain, 'uuid')
        if (first)
          yield domain.report(
            'uuid',
            `"${first.domain}" and "${nameOf(domain)}" have the same UUID`,
            'leave it out: vmc derives it from the name',
            { related: [first.related] },
          )
      },
    }
  },
})
