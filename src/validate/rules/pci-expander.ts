import { down, each, numeric, place, spelled } from '../look.ts'
import { isI440fx, isQ35, isVirt, machineOf } from '../machine.ts'
import { controllersOf } from '../pci.ts'
import { QEMU, type Rule } from './rule.ts'

/** Buses of further roots are those of the machine, and belong to a guest node that is there. */
export const pciExpander: Rule = {
  code: 'VMC2311',
  slug: 'pci-expander',
  severity: 'error',
  title: 'PCI expander bus that the guest cannot have',
  help: 'A pcie-expander-bus is for q35 and virt, a pci-expander-bus for i440fx; and the guest node that it belongs to is a cell of <numa>.',
  hypervisors: QEMU,
  about: ['devices/controller/model'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices><controller type="pci" index="1" model="pcie-expander-bus"/></devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><controller type="pci" index="1" model="pcie-expander-bus"/></devices>`,
  },
  *check(domain) {
    for (const controller of controllersOf(domain)) {
      const model = spelled(controller, 'model')
      if (model !== 'pci-expander-bus' && model !== 'pcie-expander-bus') continue
      const machine = machineOf(domain)
      const fits = model === 'pci-expander-bus' ? isI440fx(domain) : isQ35(domain) || isVirt(domain)
      if (machine !== undefined && !fits) {
        yield {
          message: `the machine "${machine}" takes no ${model}`,
          ...place(controller, 'model'),
          help:
            model === 'pci-expander-bus'
              ? 'on q35 it is a pcie-expander-bus'
              : 'use the machine q35',
        }
        continue
      }
      const target = down(controller, 'target')
      const node = numeric(target, 'node')
      const count = each(down(domain, 'cpu', 'numa'), 'cell').length
      if (!target || node === undefined || node < count) continue
      yield {
        message: `the guest has no node ${node} for this bus to belong to`,
        ...place(target, 'node'),
        help: count === 0 ? 'give it cells in <cpu><numa>' : `it has nodes 0 to ${count - 1}`,
      }
    }
  },
}
