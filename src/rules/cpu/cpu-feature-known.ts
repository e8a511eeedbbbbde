import { ARM_FEATURES, X86_FEATURES } from '../../check/facts/cpu-names.ts'
import { cpuFamilyOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import { nearest } from '../../diagnostics/nearest.ts'

/** A CPU can have only features that are known to libvirt. */
export const cpuFeatureKnown = rule({
  code: 'VMC2421',
  slug: 'cpu-feature-known',
  severity: 'error',
  title: 'unknown CPU feature',
  help: 'libvirt starts a guest only with CPU features that are in its list. On x86, libvirt has a long list of features. On Arm, the list contains only pauth, sve and the vector lengths of sve. Correct the name of the feature, or remove the feature.',
  for: 'qemu',
  source: 'cpu_x86.c: virCPUx86ValidateFeatures; cpu_arm.c: virCPUarmValidateFeatures',
  on: 'cpu/feature',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features>
<cpu mode="host-passthrough"><feature policy="disable" name="{vxm -> vmx}"/></cpu>`,
  },
  *check(feature, { domain, target }) {
    const name = feature.text('name')
    const family = cpuFamilyOf(domain)
    const known = family === 'x86' ? X86_FEATURES : family === 'arm' ? ARM_FEATURES : undefined
    if (name === undefined || !known || known.has(name, target)) return
    // This rule skips x86 features on Arm, because the rule cpu-feature-arch reports them.
    if (family === 'arm' && X86_FEATURES.has(name, {})) return
    const near = nearest(name, known.all)
    yield feature.report(
      'name',
      `libvirt knows no feature "${name}" for ${family === 'x86' ? 'x86' : 'Arm'} CPUs`,
      near === undefined || near === name ? 'leave it out' : `did you mean "${near}"?`,
    )
  },
})
