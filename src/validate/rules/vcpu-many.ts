import { down, numeric, place } from '../look.ts'
import { archOf, isQ35, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** More than 255 vCPUs need interrupts that reach them. */
export const vcpuMany: Rule = {
  code: 'VMC2153',
  slug: 'vcpu-many',
  severity: 'error',
  title: 'more vCPUs than the machine reaches',
  help: 'On x86, more than 255 vCPUs need the machine q35, and an <iommu> of model "intel" with intremap and eim on.',
  hypervisors: QEMU,
  about: ['vcpu'],
  wrong: {
    xml: `<vcpu>288</vcpu>
<os><type arch="x86_64" machine="pc">hvm</type></os>`,
  },
  right: {
    xml: `<vcpu>288</vcpu>
<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/><ioapic driver="qemu"/></features>
<devices><iommu model="intel"><driver intremap="on" eim="on"/></iommu></devices>`,
  },
  *check(domain) {
    const vcpu = down(domain, 'vcpu')
    const count = numeric(vcpu, 'value')
    if (!vcpu || count === undefined || count <= 255) return
    const [arch, machine] = [archOf(domain), machineOf(domain)]
    if (machine === undefined || !/^(i686|x86_64)$/.test(arch ?? '')) return
    if (isQ35(domain)) return
    yield {
      message: `the machine "${machine}" has at most 255 vCPUs, and the guest ${count}`,
      ...place(vcpu, 'value'),
      help: 'use the machine q35',
    }
  },
}
