import { rule } from '../../check/rule.ts'

/** There must be free bus numbers for all PCI expander buses that have no number. */
export const pciNumberLeft = rule({
  code: 'VMC2395',
  slug: 'pci-number-left',
  severity: 'error',
  title: 'no free busNr for a PCI expander bus',
  help: 'To an expander bus without a busNr, libvirt assigns a number that is 2 less than the lowest busNr of the guest. This number must be at least 1. Set a higher busNr on each expander bus, or leave out the busNr on all of them.',
  for: 'qemu',
  source: 'qemu_domain_address.c: qemuDomainAddressFindNewBusNr',
  on: 'devices',
  where: { 'controller/model': ['pci-expander-bus', 'pcie-expander-bus', 'pci-root'] },
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features>
<devices>
  <controller type="pci" index="1" model="pcie-expander-bus"><target busNr="{1 -> 100}"/></controller>
  <controller type="pci" index="2" model="pcie-expander-bus"/>
</devices>`,
  },
  *check(devices) {
    const controllers = devices.each('controller').filter(one => one.text('type') === 'pci')
    const expanders = controllers.filter(one => one.text('model')?.endsWith('-expander-bus'))
    const buses = controllers.flatMap(one => one.number('target/busNr') ?? [])
    const lowest = Math.min(256, ...buses)
    const [bus] = expanders
      .filter(one => !one.has('target/busNr'))
      .slice(Math.max(0, Math.floor((lowest - 1) / 2)))
    if (bus)
      yield bus.report(
        '.',
        `no bus number is left below ${lowest} for this expander bus`,
        'set busNr on this bus, or a higher busNr on the other buses',
      )
  },
})
