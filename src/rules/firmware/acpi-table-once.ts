import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Only ACPI tables of type "raw" can appear several times. */
export const acpiTableOnce = rule({
  code: 'VMC2188',
  slug: 'acpi-table-once',
  severity: 'error',
  title: 'two ACPI tables of the same type',
  help: 'The <acpi> element in <os> can contain only one <table> of each type, but any number of type "raw". Merge the tables into one file. From libvirt 11.2.0, you can also use the type "raw".',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDefParseBootAcpiOptions',
  on: 'os/acpi',
  example: {
    xml: `<os>
  <type arch="x86_64" machine="q35">hvm</type>
  <acpi><table type="slic">/a</table>{<table type="slic">/b</table> -> }</acpi>
</os>
<features><acpi/></features>`,
  },
  *check(acpi) {
    for (const { element, first, key } of duplicates(acpi.each('table'), one => one.text('type'))) {
      if (key === 'raw') continue
      yield element.report('type', `two ACPI tables have the type "${key}"`, 'keep one of them', {
        related: [first.related('type', 'the first one')],
      })
    }
  },
})
