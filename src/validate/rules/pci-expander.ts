import type { Here } from '../here.ts'
import { devices, down, each, numeric, place, spelled } from '../look.ts'
import { isI440fx, isQ35, isVirt, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** Buses of further roots are plugged into the first root, and belong to a guest node that is there. */
export const pciExpander: Rule = {
  code: 'VMC2311',
  slug: 'pci-expander',
  severity: 'error',
  title: 'PCI controller plugged in where it cannot be',
  help: 'An expander bus is on bus 0, pcie-expander-bus on q35 and virt, pci-expander-bus on i440fx; dmi-to-pci-bridge is on pcie-root or a pcie-expander-bus.',
  hypervisors: QEMU,
  wrong: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<devices>
  <controller type="pci" index="0" model="pcie-root"/>
  <controller type="pci" index="1" model="pcie-root-port"/>
  <controller type="pci" index="2" model="pcie-expander-bus">
    <address type="pci" domain="0" bus="1" slot="0" function="0"/>
  </controller>
</devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<devices>
  <controller type="pci" index="0" model="pcie-root"/>
  <controller type="pci" index="1" model="pcie-root-port"/>
  <controller type="pci" index="2" model="pcie-expander-bus">
    <address type="pci" domain="0" bus="0" slot="4" function="0"/>
  </controller>
</devices>`,
  },
  *check(domain) {
    const all = devices(domain, 'controller').filter(one => spelled(one, 'type') === 'pci')
    for (const controller of all) {
      const model = spelled(controller, 'model')
      const isExpander = model === 'pci-expander-bus' || model === 'pcie-expander-bus'
      if (!isExpander && model !== 'dmi-to-pci-bridge') continue
      const machine = machineOf(domain)
      const fits = model === 'pci-expander-bus' ? isI440fx(domain) : isQ35(domain) || isVirt(domain)
      if (isExpander && machine !== undefined && !fits) {
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
      const address = down(controller, 'address')
      const bus = numeric(address, 'bus')
      const above = bus === undefined ? undefined : all.find(one => numeric(one, 'index') === bus)
      if (address && above && !takes(above, isExpander)) {
        yield {
          message: `a ${model} cannot be plugged into a ${spelled(above, 'model')}`,
          ...place(address, 'bus'),
          help: 'plug it into bus 0, or leave the address to libvirt',
        }
      }
      const target = down(controller, 'target')
      const node = numeric(target, 'node')
      const count = each(down(domain, 'cpu', 'numa'), 'cell').length
      if (isExpander && target && node !== undefined && node >= count) {
        yield {
          message: `the guest has no node ${node} for this bus to belong to`,
          ...place(target, 'node'),
          help: count === 0 ? 'give it cells in <cpu><numa>' : `it has nodes 0 to ${count - 1}`,
        }
      }
    }
  },
}

const takes = (above: Here, isExpander: boolean): boolean => {
  const model = spelled(above, 'model')
  if (model === undefined || model === 'pci-root' || model === 'pcie-root') return true
  return !isExpander && model === 'pcie-expander-bus'
}
