import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** IOMMU interrupt remapping requires the I/O APIC of QEMU. The setting eim requires interrupt remapping. */
export const iommuIntremap = rule({
  code: 'VMC2814',
  slug: 'iommu-intremap',
  severity: 'error',
  title: 'IOMMU interrupt remapping requires the QEMU I/O APIC',
  help: 'Interrupt remapping with an IOMMU (intremap="on") requires <ioapic driver="qemu"/> in <features>, because the I/O APIC of KVM cannot remap interrupts. eim="on" requires intremap="on". Add the required setting.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainDefIOMMUValidate',
  on: 'devices/iommu/driver',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/><ioapic driver="{kvm -> qemu}"/></features>
<devices>
  <iommu model="intel"><driver intremap="on"/></iommu>
</devices>`,
  },
  *check(driver, { domain, target }) {
    if (driver.text('intremap') === 'on') {
      const ioapic = domain.text('features/ioapic/driver')
      // If <ioapic> is not set, libvirt 10.8 and newer choose QEMU's I/O APIC, which interrupt remapping requires.
      if (ioapic === 'qemu' || (ioapic === undefined && !isBefore(target, '10.8.0'))) return
      yield driver.report(
        'intremap',
        "interrupt remapping requires QEMU's I/O APIC",
        "add the feature: ioapic: { driver: 'qemu' }",
      )
    } else if (driver.text('eim') === 'on') {
      yield driver.report('eim', 'eim requires interrupt remapping', "set intremap: 'on'")
    }
  },
})
