import { down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Whether all features can move is asked of a CPU that takes all features. */
export const cpuMigratable: Rule = {
  code: 'VMC2136',
  slug: 'cpu-migratable',
  severity: 'error',
  title: 'migratable of a CPU with a model',
  help: 'The attribute migratable is for the modes "host-passthrough" and "maximum"; other CPUs have features that migrate anyway.',
  hypervisors: QEMU,
  about: ['cpu/migratable'],
  wrong: {
    ts: ".cpu({ mode: 'host-model', migratable: 'on' })",
    xml: '<cpu mode="host-model" migratable="on"/>',
  },
  right: {
    ts: ".cpu({ mode: 'host-passthrough', migratable: 'on' })",
    xml: '<cpu mode="host-passthrough" migratable="on"/>',
  },
  *check(domain) {
    const cpu = down(domain, 'cpu')
    if (!cpu || !says(cpu, 'migratable')) return
    const mode = spelled(cpu, 'mode') ?? 'custom'
    if (mode === 'host-passthrough' || mode === 'maximum') return
    yield {
      message: `a CPU of mode "${mode}" has no migratable`,
      ...place(cpu, 'migratable'),
      help: 'leave it out',
    }
  },
}
