import { rule } from '../../check/rule.ts'

/** The attribute migratable filters the features of the host's CPU. */
export const cpuMigratable = rule({
  code: 'VMC2136',
  slug: 'cpu-migratable',
  severity: 'error',
  title: 'migratable requires CPU mode host-passthrough or maximum',
  help: 'The attribute migratable leaves out features that block migration, which only "host-passthrough" and "maximum" include. Leave it out in other CPU modes.',
  for: 'qemu',
  source: 'cpu_conf.c: virCPUDefParseXML',
  on: 'cpu',
  example: {
    ts: ".cpu({ mode: '{host-model -> host-passthrough}', migratable: 'on' })",
    xml: '<cpu mode="{host-model -> host-passthrough}" migratable="on"/>',
  },
  *check(cpu) {
    const mode = cpu.text('mode') ?? 'custom'
    if (!cpu.has('migratable') || mode === 'host-passthrough' || mode === 'maximum') return
    yield cpu.report('migratable', `CPU mode "${mode}" does not take migratable`, 'leave it out')
  },
})
