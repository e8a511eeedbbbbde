import { down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** The width of physical addresses is either said, or the host's. */
export const cpuMaxphysaddr: Rule = {
  code: 'VMC2114',
  slug: 'cpu-maxphysaddr',
  severity: 'error',
  title: "width of addresses beside the host's own",
  help: 'Mode "emulate" takes bits and no limit; "passthrough" takes the host\'s bits, with a limit at most, and the host\'s CPU.',
  hypervisors: QEMU,
  about: ['cpu/maxphysaddr'],
  wrong: {
    xml: '<cpu mode="host-passthrough"><maxphysaddr mode="passthrough" bits="42"/></cpu>',
  },
  right: {
    xml: '<cpu mode="host-passthrough"><maxphysaddr mode="passthrough" limit="42"/></cpu>',
  },
  *check(domain) {
    const cpu = down(domain, 'cpu')
    const width = down(cpu, 'maxphysaddr')
    if (!cpu || !width) return
    const mode = spelled(width, 'mode')
    const stray = mode === 'passthrough' ? 'bits' : mode === 'emulate' ? 'limit' : undefined
    if (stray !== undefined && says(width, stray)) {
      yield {
        message: `<maxphysaddr> of mode "${mode}" has no ${stray}`,
        ...place(width, stray),
        help: `leave ${stray} out, or say mode: '${mode === 'emulate' ? 'passthrough' : 'emulate'}'`,
      }
    }
    const model = spelled(cpu, 'mode') ?? 'custom'
    if (mode === 'passthrough' && model !== 'host-passthrough' && model !== 'maximum') {
      yield {
        message: `a CPU of mode "${model}" cannot have the host's width of addresses`,
        ...place(width, 'mode'),
        help: "make the CPU's mode host-passthrough or maximum",
      }
    }
  },
}
