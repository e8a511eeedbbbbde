import { archOf, isArmVirt, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The feature `<virtualization>`, which enables nested virtualization, is supported only by the Arm machine "virt". */
export const virtualizationArm = rule({
  code: 'VMC2566',
  slug: 'virtualization-arm',
  severity: 'error',
  title: 'feature <virtualization> requires the Arm machine virt',
  help: 'The feature <virtualization> enables nested virtualization, but only on the Arm machine virt. Remove <virtualization>. On x86, use the CPU feature vmx or svm instead.',
  for: 'qemu',
  source: 'formatdomain; measured with libvirt 12.9.0',
  on: 'features',
  needs: 'virtualization',
  example: {
    xml: `<os><type arch="{x86_64 -> aarch64}" machine="{pc -> virt}">hvm</type></os><features><virtualization/></features>`,
  },
  *check(features, { domain }) {
    const machine = machineOf(domain)
    if (!features.has('virtualization') || machine === undefined) return
    const arch = archOf(domain)
    if (arch === undefined || isArmVirt(domain)) return
    yield features.report(
      'virtualization',
      `the machine "${machine}" of ${arch} does not have the feature virtualization`,
      'leave <virtualization> out',
    )
  },
})
