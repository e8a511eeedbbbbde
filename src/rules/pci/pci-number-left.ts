import { isPseries } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** libvirt must be able to number the expander buses and host bridges that have no number. */
export const pciNumberLeft = rule({
  code: 'VMC2395',
  slug: 'pci-number-left',
  severity: 'error',
  title: 'no bus number or target index left for a PCI controller',
  help: 'libvirt gives an expander bus without busNr the lowest busNr of the guest minus 2, which must be at least 1. On pSeries, libvirt gives a PCI host bridge without a target index a free index from 1 to 31. Set the numbers yourself, or leave all of them to libvirt.',
  for: 'qemu',
  source:
    'qemu_domain_address.c: qemuDomainAddressFindNewBusNr, qemuDomainAddressFindNewTargetIndex',
  on: 'devices',
  needs: 'controller',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features>
<devices>
  <controller type="pci" index="1" model="pcie-expander-bus"><target busNr="{1 -> 100}"/></controller>
  <controller type="pci" index="2" model="pcie-expander-bus"/>
</devices>`,
  },
  *check(devices, { domain }) {
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
    if (!isPseries(domain)) return
    const bridges = controllers.filter(one => one.text('model') === 'pci-root')
    const used = new Set(bridges.flatMap(one => one.number('target/index') || []))
    const [bridge] = bridges
      .filter(one => !one.has('target/index') && one.number('index') !== 0)
      .slice(Math.max(0, 31 - used.size))
    if (bridge)
      yield bridge.report('.', 'no target index is left for this host bridge', 'leave it out')
  },
})
