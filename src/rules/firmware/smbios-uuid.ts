import { rule } from '../../check/rule.ts'

/** The UUID in `<sysinfo>` must be the UUID of the domain. */
export const smbiosUuid = rule({
  code: 'VMC2116',
  slug: 'smbios-uuid',
  severity: 'error',
  title: 'UUID in <sysinfo> is not the UUID of the domain',
  help: 'In SMBIOS, the guest sees the UUID of the domain, or the UUID in <hwuuid> if the domain has a <hwuuid>. An entry "uuid" in <sysinfo> must contain the same UUID. Remove the entry: it is not needed.',
  for: 'all',
  source: 'domain_conf.c: virSysinfoSystemParseXML',
  on: 'sysinfo/system',
  needs: 'entry',
  example: {
    xml: `<uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid>
<sysinfo type="smbios">
  <system><entry name="uuid">{c7a5fdbd-edaf-9455-926a-d65c16db1800 -> c7a5fdbd-edaf-9455-926a-d65c16db1809}</entry></system>
</sysinfo>`,
  },
  *check(system, { domain }) {
    // If <system> has several entries with the name "uuid", libvirt reads only the first, so this rule checks only the first.
    const entry = system.each('entry').find(one => one.text('name') === 'uuid')
    if (!entry) return
    // If the domain has <hwuuid>, the guest sees the UUID in <hwuuid> and not the UUID in <uuid>.
    const key = domain.has('hwuuid') ? 'hwuuid' : 'uuid'
    const own = domain.text(key)
    const uuid = entry.text('value')
    // libvirt ignores an entry without a value, so this rule skips it.
    if (uuid === undefined || uuid === '') return
    if (!/^[\da-f]{32}$/.test(digitsOf(uuid))) {
      yield entry.report(
        'value',
        `"${uuid}" is not a UUID`,
        'leave the entry out: the guest sees the UUID of the domain',
      )
      return
    }
    if (own === undefined || digitsOf(uuid) === digitsOf(own)) return
    yield entry.report(
      'value',
      `<sysinfo> has the UUID ${uuid}, but the domain has ${own}`,
      'leave the entry out: the guest sees the UUID of the domain',
      { related: [domain.related(key, 'the UUID of the domain')] },
    )
  },
})

// The rule ignores hyphens, because a UUID can be written with or without them.
const digitsOf = (uuid: string): string => uuid.replace(/[\s-]/g, '').toLowerCase()
