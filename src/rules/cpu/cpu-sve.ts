import { rule } from '../../check/rule.ts'

/** An SVE vector length requires that the CPU feature sve is enabled. */
export const cpuSve = rule({
  code: 'VMC2134',
  slug: 'cpu-sve',
  severity: 'error',
  title: 'SVE vector length is set, but SVE is off',
  help: 'On Arm, a CPU feature such as sve512 sets a vector length of SVE, which requires the feature sve. Remove the feature with the vector length, or do not disable or forbid the feature sve.',
  for: 'qemu',
  source: 'qemu_postparse.c: qemuDomainDefCPUPostParse',
  on: 'cpu',
  needs: 'feature',
  example: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<cpu mode="host-passthrough">{<feature policy="disable" name="sve"/> -> }<feature policy="require" name="sve512"/></cpu>`,
  },
  *check(cpu) {
    const features = cpu.each('feature')
    const disabled = features.find(
      one => one.text('name') === 'sve' && /^(disable|forbid)$/.test(one.text('policy') ?? ''),
    )
    // libvirt treats every CPU feature as a vector length if its name begins with "sve" and is longer, such as "sve128". The
    // policy of the feature does not matter.
    const length = features.find(one => /^sve./.test(one.text('name') ?? ''))
    if (!disabled || !length) return
    yield length.report(
      'name',
      `"${length.text('name')}" selects an SVE vector length, but SVE is disabled`,
      'leave one of the two features out',
      { related: [disabled.related('policy', 'SVE is disabled here')] },
    )
  },
})
