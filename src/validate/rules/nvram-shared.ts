import { HostFirsts } from '../firsts.ts'
import { down, nameOf, place, spelled } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

/** Firmware keeps the variables of one guest in a file of its own. */
export const nvramShared: Rule = {
  code: 'VMC2010',
  slug: 'nvram-shared',
  severity: 'warning',
  title: 'NVRAM of another domain',
  help: 'Two guests that keep their variables in one file overwrite what the other boots. Leave the path out: libvirt makes one of the name.',
  wrong: {
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><os firmware="efi"><type>hvm</type><nvram>/nvram/a.fd</nvram></os></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><os firmware="efi"><type>hvm</type><nvram>/nvram/a.fd</nvram></os></domain>`,
  },
  right: {
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><os firmware="efi"><type>hvm</type><nvram>/nvram/a.fd</nvram></os></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><os firmware="efi"><type>hvm</type><nvram>/nvram/b.fd</nvram></os></domain>`,
  },
  about: ['os/nvram'],
  ...meeting(() => {
    const firsts = new HostFirsts()
    return function* (domain) {
      const nvram = down(domain, 'os', 'nvram')
      const source = down(nvram, 'source')
      const [here, field] = source ? [source, 'file'] : [nvram, 'path']
      const path = spelled(here, field)?.trim()
      const first = here && path ? firsts.before(path, domain, here, field) : undefined
      if (!here || !first) return
      yield {
        message: `"${first.owner}" and "${nameOf(domain)}" both keep their variables in ${path}`,
        ...place(here, field),
        help: 'give each a file of its own, or leave the path to libvirt',
        related: [first.also],
      }
    }
  }),
}
