import type { DomainCursor } from '../../check/cursor.ts'
import { archOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A CPU with a vendor requires a model, and so does a custom CPU with features. */
export const cpuModelMissing = rule({
  code: 'VMC2135',
  slug: 'cpu-model-missing',
  severity: 'error',
  title: 'CPU vendor or features without a model',
  help: 'A <vendor> requires a <model>, and in the CPU mode "custom" the features do too, as does the attribute check on Arm. Add the model, or remove the vendor and use the mode host-model or host-passthrough.',
  for: 'libvirt',
  source: 'cpu_conf.c: virCPUDefParseXML; domain_postparse.c: virDomainDefPostParseCPU',
  on: 'cpu',
  example: {
    ts: ".cpu({ mode: '{custom -> host-model}', feature: [{ policy: 'require', name: 'vmx' }] })",
    xml: '<cpu mode="{custom -> host-model}"><feature policy="require" name="vmx"/></cpu>',
  },
  *check(cpu, { domain, target }) {
    if (cpu.has('model')) return
    const isCustom = (cpu.text('mode') ?? 'custom') === 'custom'
    // On other architectures, libvirt fills in the default model. libvirt 9.0 ignores the attribute, 11.3 refuses it, and
    // the first release that does is not known.
    if (isCustom && cpu.has('check') && isArm(domain) && !isBefore(target, '11.3.0'))
      yield cpu.report(
        'check',
        'check is set without a CPU model',
        'leave check out, or set a model',
      )
    const key = cpu.has('vendor')
      ? 'vendor'
      : isCustom && cpu.has('feature')
        ? 'feature'
        : undefined
    if (key === undefined) return
    yield cpu.report(
      key,
      `the CPU has a ${key} but no model`,
      isCustom ? "name the model, or set mode: 'host-model'" : 'leave the vendor out',
    )
  },
})

const isArm = (domain: DomainCursor): boolean => /^(arm|aarch64)/.test(archOf(domain) ?? '')
