import { also, down, each, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** The UUID that the guest reads in its SMBIOS is the domain's. */
export const smbiosUuid: Rule = {
  code: 'VMC2116',
  slug: 'smbios-uuid',
  severity: 'error',
  title: 'second UUID, in the system information',
  help: 'The guest sees the UUID of the domain. An entry "uuid" of <sysinfo> may repeat it, and says nothing else.',
  about: ['sysinfo'],
  wrong: {
    xml: `<uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid>
<sysinfo type="smbios">
  <system><entry name="uuid">c7a5fdbd-edaf-9455-926a-d65c16db1800</entry></system>
</sysinfo>`,
  },
  right: {
    xml: `<uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid>
<sysinfo type="smbios">
  <system><entry name="uuid">c7a5fdbd-edaf-9455-926a-d65c16db1809</entry></system>
</sysinfo>`,
  },
  *check(domain) {
    const own = spelled(domain, 'uuid')
    if (own === undefined) return
    for (const info of each(domain, 'sysinfo')) {
      for (const entry of each(down(info, 'system'), 'entry')) {
        const uuid = spelled(entry, 'value')
        if (spelled(entry, 'name') !== 'uuid' || uuid === undefined) continue
        if (plain(uuid) === plain(own)) continue
        yield {
          message: `the system information has the UUID ${uuid}, and the domain ${own}`,
          ...place(entry, 'value'),
          help: 'leave the entry out: the guest sees the UUID of the domain',
          related: [also("the domain's is here", domain, 'uuid')],
        }
      }
    }
  },
}

const plain = (uuid: string): string => uuid.replace(/[\s-]/g, '').toLowerCase()
