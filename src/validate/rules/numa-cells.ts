import { down, each, numeric, place } from '../look.ts'
import type { Rule } from './rule.ts'

/** Guest nodes count from 0 without a gap, and are as far apart from each other as from none else. */
export const numaCells: Rule = {
  code: 'VMC2106',
  slug: 'numa-cells',
  severity: 'error',
  title: 'guest nodes that do not count from 0',
  help: 'The cells of <numa> are 0, 1, 2 … without a gap and each once; a distance is to one of them.',
  about: ['cpu/numa'],
  wrong: {
    xml: '<vcpu>2</vcpu><cpu><numa><cell id="1" cpus="0-1" memory="1" unit="GiB"/></numa></cpu>',
  },
  right: {
    xml: '<vcpu>2</vcpu><cpu><numa><cell id="0" cpus="0-1" memory="1" unit="GiB"/></numa></cpu>',
  },
  *check(domain) {
    const cells = each(down(domain, 'cpu', 'numa'), 'cell')
    const seen = new Set<number>()
    for (const [index, cell] of cells.entries()) {
      const id = numeric(cell, 'id') ?? index
      if (id >= cells.length || seen.has(id)) {
        yield {
          message: seen.has(id)
            ? `two guest nodes are number ${id}`
            : `a guest node is number ${id}, and they are numbered from 0 to ${cells.length - 1}`,
          ...place(cell, 'id'),
          help: 'number them without a gap, or leave the ids out',
        }
      }
      seen.add(id)
      for (const sibling of each(down(cell, 'distances'), 'sibling')) {
        const other = numeric(sibling, 'id')
        if (other === undefined || other < cells.length) continue
        yield {
          message: `guest node ${id} cannot be at a distance from node ${other}, which is not there`,
          ...place(sibling, 'id'),
          help: `the guest has nodes 0 to ${cells.length - 1}`,
        }
      }
    }
  },
}
