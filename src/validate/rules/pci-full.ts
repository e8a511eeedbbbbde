import { place } from '../look.ts'
import { homeless, plugOf, takersOf } from '../pci.ts'
import { QEMU, type Rule } from './rule.ts'

/** libvirt adds ports and bridges where devices need them, but not what these are plugged into. */
export const pciFull: Rule = {
  code: 'VMC2314',
  slug: 'pci-full',
  severity: 'error',
  title: 'PCI controller that no slot is left for',
  help: 'A pcie-root-port is plugged into pcie-root or a pcie-expander-bus, a pcie-switch-downstream-port into a pcie-switch-upstream-port; and their slots are limited.',
  hypervisors: QEMU,
  about: ['devices/controller/model'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices>
  <controller type="pci" index="1" model="pcie-root-port"/>
  <controller type="pci" index="2" model="pcie-switch-downstream-port"/>
</devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices>
  <controller type="pci" index="1" model="pcie-root-port"/>
  <controller type="pci" index="2" model="pcie-switch-upstream-port"/>
  <controller type="pci" index="3" model="pcie-switch-downstream-port"/>
</devices>`,
  },
  *check(domain) {
    for (const controller of homeless(domain)) {
      const plug = plugOf(controller)
      yield {
        message: `there is no slot left that takes this ${plug}`,
        ...place(controller),
        help: `it fits into a ${takersOf(plug).join(' or a ')}`,
      }
    }
  },
}
