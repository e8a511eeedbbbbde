import { modelsAccepting } from '../../check/addresses/pci-bus.ts'
import { problemsOf, reportAt } from '../../check/addresses/problems-of.ts'
import { rule } from '../../check/rule.ts'

/**
 * Each PCI controller needs a free slot on another controller. libvirt adds ports and bridges for devices, but it does not add
 * them for every kind of controller.
 */
export const pciFull = rule({
  code: 'VMC2314',
  slug: 'pci-full',
  severity: 'error',
  title: 'no free PCI slot for a PCI controller',
  help: 'A pcie-root-port needs a free slot on a pcie-root or pcie-expander-bus. A pcie-switch-downstream-port needs a free slot on a pcie-switch-upstream-port. If no slot is free, libvirt does not add another expander bus or upstream port. Add such a controller, or remove ports.',
  for: 'qemu',
  source: 'domain_addr.c: virDomainPCIAddressSetGrow',
  on: 'devices',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices>
  <controller type="pci" index="1" model="pcie-root-port"/>
  { -> <controller type="pci" index="2" model="pcie-switch-upstream-port"/>}
  <controller type="pci" index="{2 -> 3}" model="pcie-switch-downstream-port"/>
</devices>`,
  },
  *check(_, { domain, target }) {
    for (const { device, connect } of problemsOf(domain, target, 'pci-full')) {
      const name = device.type === 'pci' ? device.model : `<${device.element?.name ?? device.kind}>`
      yield reportAt(
        domain,
        device,
        '.',
        `no PCI slot is free for this ${name}`,
        `add a controller that it fits into: ${modelsAccepting(connect).join(' or ')}`,
      )
    }
  },
})
