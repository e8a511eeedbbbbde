import { down, each, place, says, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** The memory of single guest nodes is placed where the guest has nodes, and in accord with the rest. */
export const numatuneMemnode: Rule = {
  code: 'VMC2104',
  slug: 'numatune-memnode',
  severity: 'error',
  title: 'placement of a guest node that cannot be',
  help: 'A <memnode> places one cell of the guest: it needs cells in <cpu><numa>, no automatic placement, and restrictive goes with restrictive alone.',
  about: ['numatune'],
  wrong: {
    xml: '<numatune><memnode cellid="0" mode="strict" nodeset="0"/></numatune>',
  },
  right: {
    xml: `<vcpu>1</vcpu>
<numatune><memnode cellid="0" mode="strict" nodeset="0"/></numatune>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>`,
  },
  *check(domain) {
    const tune = down(domain, 'numatune')
    const nodes = each(tune, 'memnode')
    if (nodes.length === 0) return
    const memory = down(tune, 'memory')
    if (!says(down(domain, 'cpu', 'numa'), 'cell')) {
      yield {
        message: '<memnode> places a guest node, and the guest has none',
        ...place(nodes[0]!),
        help: 'give the guest cells in <cpu><numa>, or place all memory with <memory>',
      }
      return
    }
    if (memory && spelled(memory, 'placement') === 'auto') {
      yield {
        message: '<memnode> cannot stand beside an automatic placement of memory',
        ...place(memory, 'placement'),
        help: 'leave placement out and name nodes',
      }
    }
    const whole = memory && (spelled(memory, 'mode') ?? 'strict')
    for (const node of nodes) {
      const mode = spelled(node, 'mode') ?? 'strict'
      if (whole === undefined || (mode === 'restrictive') === (whole === 'restrictive')) continue
      yield {
        message: `<memnode> has mode "${mode}" and <memory> "${whole}": restrictive goes with restrictive alone`,
        ...place(node, 'mode'),
        help: `make both restrictive, or neither`,
      }
    }
  },
}
