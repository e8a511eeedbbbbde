import type { Cursor, DomainCursor } from '../../check/cursor.ts'
import { acpiFix } from '../../check/facts/acpi.ts'
import { isArmVirt, isQ35, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { Iommu } from '../../schema/domain/iommu.ts'

/** The machine must support the IOMMU model. A virtio IOMMU also requires ACPI and an address on PCI bus 0. */
export const iommuMachine = rule({
  code: 'VMC2805',
  slug: 'iommu-machine',
  severity: 'error',
  title: 'IOMMU not supported by the machine, or at a wrong address',
  help: 'The IOMMU models intel and amd require the machine q35. The model smmuv3 requires the Arm machine virt. The model virtio requires one of these two machines, ACPI, and a PCI address on bus 0. Change the model or the machine.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefIOMMU; domain_validate.c: virDomainIOMMUDefValidate; domain_addr.c: virDomainPCIAddressFlagsCompatible',
  on: 'devices/iommu',
  example: {
    xml: `<os><type arch="x86_64" machine="{pc -> q35}">hvm</type></os>
{ -> <features><acpi/></features>}
<devices><iommu model="intel"/></devices>`,
  },
  *check(iommu, { domain }) {
    const model = iommu.text('model')
    const machine = machineOf(domain)
    if (model === undefined) return
    if (machine !== undefined && !isSupported(model, domain)) {
      yield iommu.report(
        'model',
        `the machine "${machine}" does not support an IOMMU of model "${model}"`,
        model === 'smmuv3' ? 'use the machine virt' : 'use the machine q35',
      )
    } else if (model === 'virtio') yield* checkVirtio(iommu, domain)
    else if (model !== 'amd' && iommu.has('address')) {
      yield iommu.report(
        'address',
        `an IOMMU of model "${model}" has no address`,
        'leave the address out',
      )
    }
  },
})

function isSupported(model: string, domain: DomainCursor): boolean {
  if (model === 'virtio') return isQ35(domain) || isArmVirt(domain)
  return model === 'smmuv3' ? isArmVirt(domain) : isQ35(domain)
}

function* checkVirtio(iommu: Cursor<Iommu>, domain: DomainCursor): Generator<RuleFinding> {
  const type = iommu.text('address/type')
  if (type !== undefined && type !== 'pci') {
    yield iommu.report(
      'address/type',
      `a virtio IOMMU cannot have an address of type "${type}"`,
      "use an address of type 'pci', or leave it to libvirt",
    )
  } else if ((iommu.number('address/bus') ?? 0) !== 0) {
    yield iommu.report(
      'address/bus',
      `a virtio IOMMU must be on PCI bus 0, not ${iommu.number('address/bus')}`,
      'use bus 0, or leave the address to libvirt',
    )
  }
  if (!domain.has('features/acpi')) {
    yield iommu.report(
      '.',
      'a virtio IOMMU requires ACPI',
      'add the feature: .acpi(), in XML <features><acpi/></features>',
      {
        fix: acpiFix(domain),
      },
    )
  }
}
