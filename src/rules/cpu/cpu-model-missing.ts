import { rule } from '../../check/rule.ts'

/** A custom CPU with a vendor or features requires a model. */
export const cpuModelMissing = rule({
  code: 'VMC2135',
  slug: 'cpu-model-missing',
  severity: 'error',
  title: 'CPU vendor or features without a model',
  help: 'In the CPU mode "custom", the vendor and the features modify a <model>, so the <model> is required. Add the model, or use the mode host-model or host-passthrough, which need none.',
  for: 'libvirt',
  source: 'cpu_conf.c: virCPUDefParseXML',
  on: 'cpu',
  example: {
    ts: ".cpu({ mode: '{custom -> host-model}', feature: [{ policy: 'require', name: 'vmx' }] })",
    xml: '<cpu mode="{custom -> host-model}"><feature policy="require" name="vmx"/></cpu>',
  },
  *check(cpu) {
    if (cpu.has('model') || (cpu.text('mode') ?? 'custom') !== 'custom') return
    const key = (['vendor', 'feature'] as const).find(one => cpu.has(one))
    if (key === undefined) return
    yield cpu.report(
      key,
      `the CPU has a ${key} but no model`,
      "name the model, or set mode: 'host-model'",
    )
  },
})
