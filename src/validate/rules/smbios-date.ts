import { down, each, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** The release date of a BIOS is written month, day, year. */
export const smbiosDate: Rule = {
  code: 'VMC2115',
  slug: 'smbios-date',
  severity: 'error',
  title: 'BIOS date that is none',
  help: 'The date of a BIOS is written mm/dd/yyyy, or mm/dd/yy for the years 1900 to 1999.',
  about: ['sysinfo'],
  wrong: {
    xml: '<sysinfo type="smbios"><bios><entry name="date">2014-04-01</entry></bios></sysinfo>',
  },
  right: {
    xml: '<sysinfo type="smbios"><bios><entry name="date">04/01/2014</entry></bios></sysinfo>',
  },
  *check(domain) {
    for (const info of each(domain, 'sysinfo')) {
      for (const entry of each(down(info, 'bios'), 'entry')) {
        const date = spelled(entry, 'value')
        if (spelled(entry, 'name') !== 'date' || date === undefined || isDate(date)) continue
        yield {
          message: `"${date}" is no date of a BIOS`,
          ...place(entry, 'value'),
          help: "write month, day and year, as '04/01/2014'",
        }
      }
    }
  },
}

function isDate(text: string): boolean {
  const [month, day, year] = (/^(\d+)\/(\d+)\/(\d+)$/.exec(text)?.slice(1) ?? []).map(Number)
  if (month === undefined || day === undefined || year === undefined) return false
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && (year < 100 || year >= 1900)
}
