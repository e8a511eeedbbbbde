import { down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** What the guest sees of the CPU's cache: level 3 is emulated, and all of the host's is passed through. */
export const cpuCache: Rule = {
  code: 'VMC2113',
  slug: 'cpu-cache',
  severity: 'error',
  title: 'CPU cache that no CPU model has',
  help: 'Mode "emulate" is for level 3; "passthrough" and "disable" take no level; and the host\'s cache goes with the host\'s CPU.',
  hypervisors: QEMU,
  about: ['cpu/cache'],
  wrong: { xml: '<cpu mode="host-model"><cache mode="passthrough"/></cpu>' },
  right: { xml: '<cpu mode="host-passthrough"><cache mode="passthrough"/></cpu>' },
  *check(domain) {
    const cpu = down(domain, 'cpu')
    const cache = down(cpu, 'cache')
    if (!cpu || !cache) return
    const [mode, level] = [spelled(cache, 'mode'), spelled(cache, 'level')]
    if (mode === 'emulate' && level !== '3') {
      yield {
        message: 'only a cache of level 3 is emulated',
        ...place(cache, says(cache, 'level') ? 'level' : undefined),
        help: 'say level: 3, or leave <cache> out',
      }
    }
    if (mode !== 'emulate' && level !== undefined) {
      yield {
        message: `a cache of mode "${mode}" has no level`,
        ...place(cache, 'level'),
        help: 'leave level out',
      }
    }
    const model = spelled(cpu, 'mode') ?? 'custom'
    if (mode === 'passthrough' && model !== 'host-passthrough' && model !== 'maximum') {
      yield {
        message: `a CPU of mode "${model}" cannot have the host's cache`,
        ...place(cache, 'mode'),
        help: "make the CPU's mode host-passthrough or maximum",
      }
    }
  },
}
