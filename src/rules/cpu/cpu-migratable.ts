import { rule } from '../../check/rule.ts'

/** The attribute migratable requires a CPU mode that passes on the features of the host's CPU. */
export const cpuMigratable = rule({
  code: 'VMC2136',
  slug: 'cpu-migratable',
  severity: 'error',
  title: 'migratable requires CPU mode host-passthrough or maximum',
  help: 'The <cpu> attribute migratable removes features that block migration. Only the CPU modes "host-passthrough" and "maximum" include such features, so leave the attribute out in other modes.',
  for: 'qemu',
  source: 'cpu_conf.c: virCPUDefParseXML',
  on: 'cpu',
  needs: 'migratable',
  example: {
    ts: ".cpu({ mode: '{host-model -> host-passthrough}', migratable: 'on' })",
    xml: '<cpu mode="{host-model -> host-passthrough}" migratable="on"/>',
  },
  *check(cpu) {
    const mode = cpu.text('mode') ?? 'custom'
    if (!cpu.has('migratable') || mode === 'host-passthrough' || mode === 'maximum') return
    yield cpu.report('migratable', `CPU mode "${mode}" does not support migratable`, 'leave it out')
  },
})
