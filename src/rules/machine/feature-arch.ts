import { archOf, isArmVirt, isVirt, isX86, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Some hypervisor features exist only on certain architectures. */
export const featureArch = rule({
  code: 'VMC2192',
  slug: 'feature-arch',
  severity: 'error',
  title: 'feature not supported by the architecture',
  help: 'The features vmport, ps2, ioapic and pvspinlock, and the attribute "eoi" of <apic>, exist only on x86. The feature ras exists only on the Arm machine virt, and the feature aia only on the RISC-V machine virt. Hyper-V features exist on x86 and, on other architectures, only on the machine virt. On ppc64, the feature pmu cannot be turned off. Remove the feature.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefFeatures',
  on: 'features',
  example: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<features>{<vmport state="on"/> -> }<pmu state="on"/></features>`,
  },
  *check(features, { domain }) {
    const arch = archOf(domain)
    if (arch === undefined) return
    const machine = machineOf(domain)
    for (const [field, name] of [
      ['ras', 'Arm'],
      ['aia', 'RISC-V'],
    ] as const) {
      const isOwn = name === 'Arm' ? /^(aarch64|arm)/.test(arch) : /^riscv/.test(arch)
      if (!features.has(field) || (isOwn && (machine === undefined || isVirt(domain)))) continue
      yield features.report(
        field,
        `only the machine virt of ${name} has the feature ${field}`,
        'leave it out',
      )
    }
    if (isX86(arch)) return
    for (const field of ['vmport', 'ps2', 'ioapic', 'pvspinlock', 'apic/eoi'] as const) {
      if (features.text(field) === undefined && !features.has(field)) continue
      yield features.report(
        field,
        `the architecture ${arch} has no ${field === 'apic/eoi' ? 'eoi' : `feature ${field}`}`,
        'leave it out',
      )
    }
    if (features.has('hyperv') && machine !== undefined && !isArmVirt(domain))
      yield features.report(
        'hyperv',
        `the machine "${machine}" of ${arch} has no Hyper-V features`,
        'leave them out',
      )
    if (features.text('pmu/state') === 'off' && /^ppc64/.test(arch))
      yield features.report('pmu', `the architecture ${arch} cannot turn pmu off`, 'leave it out')
  },
})
