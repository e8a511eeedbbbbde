import { nameOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'
import { claim, HostUniqueIndex } from '../../check/unique-index.ts'

/** Two guests cannot store their UEFI variables in the same file. */
export const nvramShared = rule({
  code: 'VMC2010',
  slug: 'nvram-shared',
  severity: 'warning',
  title: 'two domains have the same NVRAM file',
  help: 'If two guests use the same NVRAM file, each of them overwrites the UEFI variables of the other. Give each guest its own file, or leave the path out: libvirt then derives the path from the name of the domain.',
  for: 'all',
  source: 'report: two guests that share a variable store overwrite it',
  on: 'os/nvram',
  example: {
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><os firmware="efi"><type>hvm</type><nvram>/nvram/a.fd</nvram></os></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><os firmware="efi"><type>hvm</type><nvram>{/nvram/a.fd -> /nvram/b.fd}</nvram></os></domain>`,
  },
  createCheck() {
    const files = new HostUniqueIndex()
    return {
      *check(nvram, { domain }) {
        const source = nvram.first('source')
        const path = (source ? source.text('file') : nvram.text('path'))?.trim()
        if (!path) return
        const own = source ? claim(source, 'file', path) : claim(nvram, 'path', path)
        const first = files.conflict(path, domain, own.at, own.field)
        if (first)
          yield own.report(
            `"${first.domain}" and "${nameOf(domain)}" both keep their UEFI variables in ${path}`,
            'give each its own file, or leave the path to libvirt',
            first,
          )
      },
    }
  },
})
