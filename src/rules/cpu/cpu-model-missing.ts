import type { DomainCursor } from '../../check/cursor.ts'
import { archOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A CPU vendor requires a CPU model. In the CPU mode "custom", features also require a model. */
export const cpuModelMissing = rule({
  code: 'VMC2135',
  slug: 'cpu-model-missing',
  severity: 'error',
  title: 'CPU vendor or CPU features require a CPU model',
  help: 'A CPU <vendor> requires a CPU <model>. In the CPU mode "custom", every <feature> also requires a <model>. On Arm, the attribute "check" of <cpu> requires a <model> if the CPU mode is "custom". Add the model, or use the CPU mode "host-model" or "host-passthrough" without a <vendor>.',
  for: 'libvirt',
  source: 'cpu_conf.c: virCPUDefParseXML; domain_postparse.c: virDomainDefPostParseCPU',
  on: 'cpu',
  needs: ['check', 'vendor', 'feature'],
  example: {
    ts: ".cpu({ mode: '{custom -> host-model}', feature: [{ policy: 'require', name: 'vmx' }] })",
    xml: '<cpu mode="{custom -> host-model}"><feature policy="require" name="vmx"/></cpu>',
  },
  *check(cpu, { domain, target }) {
    if (cpu.has('model')) return
    const isCustom = (cpu.text('mode') ?? 'custom') === 'custom'
    // On Arm, libvirt 9.0 ignores the attribute "check" of a <cpu> without a <model>, and libvirt 11.3 refuses it. The first
    // release that refuses it is not known. On other architectures, libvirt adds the default model.
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
