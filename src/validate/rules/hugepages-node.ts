import { down, each, numbersIn, place, says, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Huge pages are given to guest nodes that exist, and one size of them to all the rest. */
export const hugepagesNode: Rule = {
  code: 'VMC2105',
  slug: 'hugepages-node',
  severity: 'error',
  title: 'huge pages for a guest node that is not there',
  help: 'The nodeset of a <page> names cells of <cpu><numa>; a guest without cells is node 0. One <page> may go without, for all other nodes.',
  about: ['memoryBacking/hugepages'],
  wrong: {
    xml: '<memoryBacking><hugepages><page size="2" unit="MiB" nodeset="1"/></hugepages></memoryBacking>',
  },
  right: {
    xml: '<memoryBacking><hugepages><page size="2" unit="MiB" nodeset="0"/></hugepages></memoryBacking>',
  },
  *check(domain) {
    const pages = each(down(domain, 'memoryBacking', 'hugepages'), 'page')
    if (pages.length === 0) return
    const count = Math.max(1, each(down(domain, 'cpu', 'numa'), 'cell').length)
    for (const page of pages) {
      const missing = [...(numbersIn(spelled(page, 'nodeset')) ?? [])].find(node => node >= count)
      if (missing === undefined) continue
      yield {
        message: `the guest has no node ${missing} to give huge pages to`,
        ...place(page, 'nodeset'),
        help: count === 1 ? 'its only node is 0' : `its nodes are 0 to ${count - 1}`,
      }
    }
    const [, second] = pages.filter(page => !says(page, 'nodeset'))
    if (second) {
      yield {
        message: 'two sizes of huge pages are for all nodes that have no other',
        ...place(second),
        help: 'give all but one a nodeset',
      }
    }
  },
}
