import { nameOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'
import { FirstUse } from '../../check/unique-index.ts'

/** Two domains cannot have the same name, because one would overwrite the other in libvirt and in the output folder. */
export const nameUnique = rule({
  code: 'VMC2001',
  slug: 'name-unique',
  severity: 'error',
  title: 'two domains have the same name',
  help: 'The name of a domain must be unique on its host. vmc also uses the name as the name of the XML file. Give each domain its own name.',
  for: 'all',
  source: 'virdomainobjlist.c: virDomainObjListAddLocked',
  on: 'domain',
  example: {
    ts: "[domain('{web -> web0}').hvm().memory(GiB(1)), domain('{web -> web1}').hvm().memory(GiB(1))]",
    xml: `<domain type="kvm"><name>{web -> web0}</name><memory unit="GiB">1</memory></domain>
<domain type="kvm"><name>{web -> web1}</name><memory unit="GiB">1</memory></domain>`,
  },
  createCheck() {
    const seen = new Map<string, FirstUse>()
    return {
      *check(domain) {
        const name = nameOf(domain)
        if (name === '') return
        const first = seen.get(name)
        if (!first) seen.set(name, new FirstUse(name, domain, 'name'))
        else
          yield domain.report(
            'name',
            `two domains are named "${name}"`,
            'give each its own name, for example with the number of a loop',
            { related: [first.related] },
          )
      },
    }
  },
})
