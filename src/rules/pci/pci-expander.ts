import { isI440fx, isPseries, isQ35, isVirt, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The machine must support the PCI expander bus. The NUMA node of a PCI controller must exist in the guest. */
export const pciExpander = rule({
  code: 'VMC2311',
  slug: 'pci-expander',
  severity: 'error',
  title: 'expander bus is not supported, or has an unknown NUMA node',
  help: 'A pcie-expander-bus requires the machine q35 or virt, and a pci-expander-bus requires the machine i440fx. The <node> of an expander bus or of a pSeries host bridge must be the id of a <cell> in <cpu><numa>. Change the model, or correct <node>.',
  for: 'qemu',
  source: 'qemu_postparse.c: qemuDomainControllerDefPostParse',
  on: 'devices/controller',
  needs: 'target/node',
  where: { model: ['pci-expander-bus', 'pcie-expander-bus'] },
  example: {
    xml: `<os><type arch="x86_64" machine="{pc -> q35}">hvm</type></os>
{ -> <features><acpi/></features>}
<devices><controller type="pci" index="1" model="pcie-expander-bus"/></devices>`,
  },
  *check(controller, { domain }) {
    const model = controller.text('model')
    if (controller.text('type') !== 'pci') return
    const isExpander = model === 'pci-expander-bus' || model === 'pcie-expander-bus'
    // Only expander buses and pSeries host bridges can have a <node>, so this rule skips all other PCI controllers.
    if (!isExpander && !(model === 'pci-root' && isPseries(domain))) return
    const machine = machineOf(domain)
    const fits = model === 'pci-expander-bus' ? isI440fx(domain) : isQ35(domain) || isVirt(domain)
    if (isExpander && machine !== undefined && !fits) {
      yield controller.report(
        'model',
        `the machine "${machine}" does not support a ${model}`,
        model === 'pci-expander-bus' ? 'on q35, use a pcie-expander-bus' : 'use the machine q35',
      )
      return
    }
    const node = controller.number('target/node')
    const count = domain.each('cpu/numa/cell').length
    if (node === undefined || node < count) return
    yield controller.report(
      'target/node',
      `the guest has no NUMA node ${node}`,
      count === 0 ? 'add NUMA cells in <cpu><numa>' : `its NUMA nodes are 0 to ${count - 1}`,
    )
  },
})
