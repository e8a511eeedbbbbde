import { X86_FEATURES } from '../../check/facts/cpu-names.ts'
import { cpuFamilyOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** An Arm CPU cannot have features of x86. */
export const cpuFeatureArch = rule({
  code: 'VMC2133',
  slug: 'cpu-feature-arch',
  severity: 'warning',
  title: 'CPU feature belongs to another architecture',
  help: 'libvirt does not start a guest with a CPU feature of another architecture. Features such as vmx and svm exist only on x86, sve and pauth only on Arm. Remove the feature.',
  for: 'qemu',
  source: 'cpu_arm.c: virCPUarmValidateFeatures',
  on: 'cpu/feature',
  example: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<cpu mode="host-passthrough"><feature policy="disable" name="{vmx -> pauth}"/></cpu>`,
  },
  *check(feature, { domain }) {
    const name = feature.text('name')
    if (name === undefined || cpuFamilyOf(domain) !== 'arm' || !X86_FEATURES.has(name, {})) return
    yield feature.report('name', `an Arm CPU has no feature "${name}"`, 'leave it out')
  },
})
