import type { DomainCursor } from '../../check/cursor.ts'
import { cpuFamilyOf, isPseries, isQ35, isVirt, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import type { Target } from '../../check/rule-context.ts'
import { isBefore, isNewer } from '../../check/target.ts'

/** Each machine has a maximum number of vCPUs. On x86, more than 255 vCPUs require the machine q35 and an Intel IOMMU. */
export const vcpuMany = rule({
  code: 'VMC2153',
  slug: 'vcpu-many',
  severity: 'error',
  title: 'more vCPUs than the machine supports',
  help: 'The machine virt supports at most 512 vCPUs. The machines q35 and pSeries support at most 4096. On x86, more than 255 vCPUs require the machine q35 and an <iommu> of model "intel" with intremap="on" and eim="on". Reduce the number of vCPUs, or change the machine or the <iommu>.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainVCpuTopology',
  on: 'vcpu',
  example: {
    xml: `<vcpu>288</vcpu>
<os><type arch="x86_64" machine="{pc -> q35}">hvm</type></os>
{ -> <features><acpi/><ioapic driver="qemu"/></features>
<devices><iommu model="intel"><driver intremap="on" eim="on"/></iommu></devices>}`,
  },
  *check(vcpu, { domain, target }) {
    const { libvirt } = target
    const count = vcpu.number('value')
    if (count === undefined) return
    if (count > 1 && hasOldArmBoard(domain, target))
      yield vcpu.report(
        'value',
        'without a machine, libvirt before 9.3 takes a board that has one CPU',
        'set the machine virt',
      )
    if (count <= 255) return
    const machine = machineOf(domain)
    const most = mostVcpus(domain)
    if (most !== undefined && count > most) {
      yield vcpu.report(
        'value',
        `the machine${machine === undefined ? '' : ` "${machine}"`} supports at most ${most} vCPUs, but the guest has ${count}`,
        'reduce the number of vCPUs',
      )
      return
    }
    if (cpuFamilyOf(domain) !== 'x86') return
    // If no machine is set, the host chooses i440fx or q35. This rule then applies the conditions of q35, which allow more.
    if (isQ35(domain) || machine === undefined) {
      // From libvirt 10.10, libvirt adds the required IOMMU or turns on the attribute eim of the IOMMU. Both require the I/O
      // APIC of QEMU.
      if (!libvirt || !isNewer('10.10.0', libvirt)) {
        if (domain.text('features/ioapic/driver') === 'kvm')
          yield domain.report(
            'features/ioapic/driver',
            `${count} vCPUs need an I/O APIC of QEMU`,
            'set driver to "qemu", or leave <ioapic> out',
          )
        return
      }
      if (domain.each('devices/iommu').some(one => one.text('driver/eim') === 'on')) return
      yield vcpu.report(
        'value',
        `${count} vCPUs need an IOMMU with extended interrupts`,
        'add an Intel IOMMU, in XML <iommu model="intel"><driver intremap="on" eim="on"/></iommu>',
      )
      return
    }
    yield vcpu.report(
      'value',
      `the machine "${machine}" supports at most 255 vCPUs, but the guest has ${count}`,
      'use the machine q35',
    )
  },
})

/**
 * Whether libvirt chooses the board integratorcp, because the definition of the Arm guest sets no machine. Since release 9.3,
 * libvirt does not choose this board.
 */
const hasOldArmBoard = (domain: DomainCursor, target: Target): boolean =>
  machineOf(domain) === undefined && cpuFamilyOf(domain) === 'arm' && isBefore(target, '9.3.0')

/**
 * The maximum number of vCPUs that any release of QEMU supports on the machine. `undefined` if the machine is not in the list.
 */
function mostVcpus(domain: DomainCursor): number | undefined {
  const isArmVirt = machineOf(domain) === undefined && cpuFamilyOf(domain) === 'arm'
  if (isVirt(domain) || isArmVirt) return 512
  if (machineOf(domain) === undefined && cpuFamilyOf(domain) === 'x86') return 4096
  return isPseries(domain) || isQ35(domain) ? 4096 : undefined
}
