import { addingAcpi } from '../acpi.ts'
import { down, place, says, spelled } from '../look.ts'
import { archOf, isQ35 } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** A guest of q35 is told of its devices, and told to shut down, through ACPI. */
export const acpiQ35: Rule = {
  code: 'VMC2147',
  slug: 'acpi-q35',
  severity: 'warning',
  title: 'q35 without ACPI',
  help: 'Without ACPI a guest of q35 does not shut down when asked, sees no hotplug, and may not find its PCI Express devices.',
  hypervisors: QEMU,
  about: ['os/type/machine'],
  wrong: {
    ts: ".hvm({ arch: 'x86_64', machine: 'q35' })",
    xml: '<os><type arch="x86_64" machine="q35">hvm</type></os>',
  },
  right: {
    ts: ".hvm({ arch: 'x86_64', machine: 'q35' }).acpi()",
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>`,
  },
  *check(domain) {
    const type = down(domain, 'os', 'type')
    if (!type || !isQ35(domain) || says(down(domain, 'features'), 'acpi')) return
    // Of firmware that needs ACPI another rule tells, and of a machine on another architecture too.
    const loader = down(domain, 'os', 'loader')
    if (says(down(domain, 'os'), 'firmware') || spelled(loader, 'type') === 'pflash') return
    if (!/^(i686|x86_64)$/.test(archOf(domain) ?? 'x86_64')) return
    yield {
      message: 'a guest of q35 without ACPI does not shut down when asked',
      ...place(type, 'machine'),
      help: 'add the feature: .acpi()',
      fix: addingAcpi(domain),
    }
  },
}
