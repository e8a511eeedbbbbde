import { acpiFix } from '../../check/facts/acpi.ts'
import { archOf, isQ35, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** A q35 guest needs ACPI in order to find its devices and to receive requests to shut down. */
export const acpiQ35 = rule({
  code: 'VMC2147',
  slug: 'acpi-q35',
  severity: 'warning',
  title: 'q35 machine has no ACPI',
  help: 'Without ACPI, a q35 guest ignores requests to shut down and does not see hotplugged devices. It may also not find its PCI Express devices. Add the feature acpi.',
  for: 'qemu',
  source: 'advice: libvirt and QEMU accept it, but shutdown and hotplug do not work',
  on: 'os',
  example: {
    ts: ".hvm({ arch: 'x86_64', machine: 'q35' }){ -> .acpi()}",
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
{ -> <features><acpi/></features>}`,
  },
  *check(os, { domain }) {
    if (!isQ35(domain) || domain.has('features/acpi')) return
    // This rule skips guests with UEFI, which the rule acpi-uefi reports. It also skips architectures other than x86, which the
    // rule machine-arch reports.
    if (os.has('firmware') || os.text('loader/type') === 'pflash') return
    if (!isX86(archOf(domain) ?? 'x86_64')) return
    yield os.report(
      'type/machine',
      'a q35 guest without ACPI ignores requests to shut down',
      'add the feature: .acpi(), in XML <features><acpi/></features>',
      { fix: acpiFix(domain) },
    )
  },
})
