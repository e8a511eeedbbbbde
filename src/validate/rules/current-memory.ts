import { bytes, down, place } from '../look.ts'
import type { Rule } from './rule.ts'

/** A guest cannot start with more memory than it may have. */
export const currentMemory: Rule = {
  code: 'VMC2126',
  slug: 'current-memory',
  severity: 'warning',
  title: 'more memory at the start than at most',
  help: 'The guest starts with currentMemory, out of memory; libvirt takes no more than memory without a word.',
  about: ['currentMemory'],
  wrong: {
    ts: '.memory(GiB(1)).currentMemory(GiB(2))',
    xml: '<memory unit="GiB">1</memory><currentMemory unit="GiB">2</currentMemory>',
  },
  right: {
    ts: '.memory(GiB(2)).currentMemory(GiB(1))',
    xml: '<memory unit="GiB">2</memory><currentMemory unit="GiB">1</currentMemory>',
  },
  *check(domain) {
    const current = down(domain, 'currentMemory')
    const [own, most] = [bytes(current), bytes(down(domain, 'memory'))]
    if (!current || own === undefined || most === undefined || own <= most) return
    // Modules and cells of their own may add to it.
    if (down(domain, 'cpu', 'numa') || down(domain, 'devices', 'memory')) return
    yield {
      message: `currentMemory is ${own / 2n ** 20n} MiB, and memory ${most / 2n ** 20n} MiB`,
      ...place(domain, 'currentMemory'),
      help: 'raise memory, or leave currentMemory out',
    }
  },
}
