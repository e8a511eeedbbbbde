import { down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Interrupts are mapped anew by QEMU, and reach further then. */
export const iommuIntremap: Rule = {
  code: 'VMC2814',
  slug: 'iommu-intremap',
  severity: 'error',
  title: 'interrupts that nobody maps',
  help: 'The intremap of an IOMMU needs the feature ioapic with driver="qemu", and eim needs intremap.',
  hypervisors: QEMU,
  about: ['devices/iommu/driver'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices>
  <iommu model="intel"><driver intremap="on"/></iommu>
</devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/><ioapic driver="qemu"/></features>
<devices>
  <iommu model="intel"><driver intremap="on"/></iommu>
</devices>`,
  },
  *check(domain) {
    const driver = down(domain, 'devices', 'iommu', 'driver')
    if (!driver) return
    const isMapped = spelled(driver, 'intremap') === 'on'
    const apic = spelled(down(domain, 'features', 'ioapic'), 'driver')
    if (isMapped && apic !== 'qemu') {
      yield {
        message: "interrupts are mapped anew by QEMU's I/O APIC, which the guest does not have",
        ...place(driver, 'intremap'),
        help: "add the feature: ioapic: { driver: 'qemu' }",
      }
    }
    if (isMapped || spelled(driver, 'eim') !== 'on') return
    yield {
      message: 'extended interrupts need intremap',
      ...place(driver, 'eim'),
      help: "say intremap: 'on'",
    }
  },
}
