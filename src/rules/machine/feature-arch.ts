import { archOf, isVirt, isX86, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Some hypervisor features exist only on certain architectures. */
export const featureArch = rule({
  code: 'VMC2192',
  slug: 'feature-arch',
  severity: 'error',
  title: 'feature that another architecture has',
  help: 'The features vmport and ps2, and the attribute eoi of apic, exist only on x86. Hyper-V features exist only on x86 and on the machine virt, and ppc64 cannot turn pmu off. Remove the feature.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefFeatures',
  on: 'features',
  example: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<features>{<vmport state="on"/> -> }<pmu state="on"/></features>`,
  },
  *check(features, { domain }) {
    const arch = archOf(domain)
    if (arch === undefined || isX86(arch)) return
    for (const field of ['vmport', 'ps2', 'apic/eoi'] as const) {
      if (features.text(field) === undefined && !features.has(field)) continue
      yield features.report(
        field,
        `the architecture ${arch} has no ${field === 'apic/eoi' ? 'eoi' : `feature ${field}`}`,
        'leave it out',
      )
    }
    if (features.has('hyperv') && machineOf(domain) !== undefined && !isVirt(domain))
      yield features.report(
        'hyperv',
        `the machine "${machineOf(domain)}" of ${arch} has no Hyper-V features`,
        'leave them out',
      )
    if (features.text('pmu/state') === 'off' && /^ppc64/.test(arch))
      yield features.report('pmu', `the architecture ${arch} cannot turn pmu off`, 'leave it out')
  },
})
