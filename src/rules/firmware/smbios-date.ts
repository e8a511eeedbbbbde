import { rule } from '../../check/rule.ts'

/** The BIOS date must consist of month, day and year. */
export const smbiosDate = rule({
  code: 'VMC2115',
  slug: 'smbios-date',
  severity: 'error',
  title: 'invalid BIOS date',
  help: 'The BIOS date in <sysinfo> must have the form mm/dd/yyyy. For the years 1900 to 1999, it can also have the form mm/dd/yy. Correct the date.',
  for: 'all',
  source: 'domain_conf.c: virSysinfoBIOSParseXML',
  on: 'sysinfo/bios/entry',
  example: {
    xml: '<sysinfo type="smbios"><bios><entry name="date">{2014-04-01 -> 04/01/2014}</entry></bios></sysinfo>',
  },
  *check(entry) {
    const date = entry.text('value')
    if (entry.text('name') !== 'date' || date === undefined || isBiosDate(date)) return
    yield entry.report(
      'value',
      `"${date}" is not a valid BIOS date`,
      "write month, day and year: '04/01/2014'",
    )
  },
})

function isBiosDate(text: string): boolean {
  const [month, day, year] = (/^(\d+)\/(\d+)\/(\d+)$/.exec(text)?.slice(1) ?? []).map(Number)
  if (month === undefined || day === undefined || year === undefined) return false
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && (year < 100 || year >= 1900)
}
