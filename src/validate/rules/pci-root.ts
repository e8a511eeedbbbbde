import { devices, down, numeric, place, says, spelled } from '../look.ts'
import { isPseries, rootOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** The root of the PCI buses is that of the machine, is number 0, and is plugged into nothing. */
export const pciRoot: Rule = {
  code: 'VMC2302',
  slug: 'pci-root',
  severity: 'error',
  title: 'PCI root that the machine does not have',
  help: 'PCI controller 0 is the root: pcie-root on q35 and virt, pci-root on i440fx and pSeries. No other is, and the root has no address.',
  hypervisors: QEMU,
  about: ['devices/controller/model'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><controller type="pci" index="0" model="pci-root"/></devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><controller type="pci" index="0" model="pcie-root"/></devices>`,
  },
  *check(domain) {
    for (const controller of devices(domain, 'controller')) {
      if (spelled(controller, 'type') !== 'pci') continue
      const model = spelled(controller, 'model')
      const index = numeric(controller, 'index')
      const isRoot = model === 'pci-root' || model === 'pcie-root'
      const wanted = rootOf(domain)
      if (isRoot && index !== undefined && index !== 0 && !isPseries(domain)) {
        yield {
          message: `a PCI controller of model "${model}" is number 0, not ${index}`,
          ...place(controller, 'index'),
          help: 'say index: 0, or use a model such as pcie-root-port',
        }
      } else if (index === 0 && model !== undefined && wanted !== undefined && model !== wanted) {
        const machine = spelled(down(domain, 'os', 'type'), 'machine')
        yield {
          message: `PCI controller 0 of machine "${machine}" is a ${wanted}, not a ${model}`,
          ...place(controller, 'model'),
          help: `make its model ${wanted}, or leave the controller to libvirt`,
        }
      }
      const address = down(controller, 'address')
      if (isRoot && address) {
        yield {
          message: `a ${model} is plugged into nothing, and has no address`,
          ...place(address),
          help: 'leave its address out',
        }
      }
      const target = down(controller, 'target')
      if (index === 0 && isRoot && target && says(target, 'node')) {
        yield {
          message: 'PCI controller 0 belongs to no single guest node',
          ...place(target, 'node'),
          help: 'leave node out, or add another controller for the node',
        }
      }
    }
  },
}
