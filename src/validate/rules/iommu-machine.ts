import { addingAcpi } from '../acpi.ts'
import { down, numeric, place, says, spelled } from '../look.ts'
import { isQ35, isVirt, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** Which unit translates addresses follows from the machine. */
export const iommuMachine: Rule = {
  code: 'VMC2805',
  slug: 'iommu-machine',
  severity: 'error',
  title: 'IOMMU that the machine does not have',
  help: 'Model "intel" and "amd" are for q35, "smmuv3" for the virt machine of Arm, "virtio" for both, with ACPI, a PCI address on bus 0, and no driver.',
  hypervisors: QEMU,
  about: ['devices/iommu'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices><iommu model="intel"/></devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><iommu model="intel"/></devices>`,
  },
  *check(domain) {
    const iommu = down(domain, 'devices', 'iommu')
    if (!iommu) return
    const model = spelled(iommu, 'model')
    const machine = machineOf(domain)
    const isRight =
      model === 'virtio'
        ? isQ35(domain) || isVirt(domain)
        : model === 'smmuv3'
          ? isVirt(domain)
          : isQ35(domain)
    if (machine !== undefined && !isRight) {
      yield {
        message: `the machine "${machine}" has no IOMMU of model "${model}"`,
        ...place(iommu, 'model'),
        help: model === 'smmuv3' ? 'use the machine virt' : 'use the machine q35',
      }
      return
    }
    if (model !== 'virtio') return
    const address = down(iommu, 'address')
    const type = spelled(address, 'type')
    const driver = down(iommu, 'driver')
    if (address && type !== undefined && type !== 'pci') {
      yield {
        message: `an IOMMU of model "virtio" has no address of type "${type}"`,
        ...place(address, 'type'),
        help: "give it one of type 'pci', or leave it to libvirt",
      }
    } else if (address && (numeric(address, 'bus') ?? 0) !== 0) {
      yield {
        message: 'an IOMMU of model "virtio" is on bus 0 of the machine',
        ...place(address, 'bus'),
        help: 'leave the address to libvirt',
      }
    }
    if (driver && Object.keys(driver.node.fields).length > 0) {
      yield {
        message: 'an IOMMU of model "virtio" has no driver to tune',
        ...place(driver),
        help: 'leave driver out',
      }
    }
    if (!says(down(domain, 'features'), 'acpi')) {
      yield {
        message: 'an IOMMU of model "virtio" is found through ACPI, which the guest does not have',
        ...place(iommu),
        help: 'add the feature: .acpi()',
        fix: addingAcpi(domain),
      }
    }
  },
}
