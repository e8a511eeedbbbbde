import type { Cursor } from '../../check/cursor.ts'
import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'
import type { HugePage } from '../../schema/domain/memory-backing.ts'

/**
 * Huge pages can be assigned only to NUMA nodes of the guest. A node can have only one page size. Only one `<page>` can omit
 * the attribute "nodeset", and its page size then applies to all nodes that no other `<page>` lists.
 */
export const hugepagesNode = rule({
  code: 'VMC2105',
  slug: 'hugepages-node',
  severity: 'error',
  title: 'huge pages on a missing NUMA node, or two sizes on one node',
  help: 'The attribute "nodeset" of <page> lists cells of <cpu><numa>. A guest without cells has only node 0. Each node can have only one page size. Only one <page> can omit "nodeset": its page size applies to all nodes that no other <page> lists. Correct "nodeset", or remove the <page>.',
  for: 'all',
  source: 'domain_validate.c: virDomainDefMemtuneValidate',
  on: 'memoryBacking/hugepages',
  example: {
    xml: '<memoryBacking><hugepages><page size="2" unit="MiB" nodeset="{1 -> 0}"/></hugepages></memoryBacking>',
  },
  *check(hugepages, { domain }) {
    const pages = hugepages.each('page')
    if (pages.length === 0) return
    const count = Math.max(1, domain.each('cpu/numa/cell').length)
    const owners = new Map<number, Cursor<HugePage>>()
    for (const page of pages) {
      const nodes = [...(numberSet(page.text('nodeset')) ?? [])]
      const shared = nodes.find(node => owners.has(node))
      if (shared !== undefined)
        yield page.report(
          'nodeset',
          `NUMA node ${shared} already has a size of huge pages`,
          'list each node in only one <page>',
          { related: [owners.get(shared)!.related('nodeset', 'the other <page>')] },
        )
      for (const node of nodes) owners.set(node, page)
      const missing = nodes.find(node => node >= count)
      if (missing === undefined) continue
      yield page.report(
        'nodeset',
        `huge pages for NUMA node ${missing}, which the guest does not have`,
        count === 1 ? 'its only node is 0' : `its nodes are 0 to ${count - 1}`,
      )
    }
    const [, second] = pages.filter(page => !page.has('nodeset'))
    if (second)
      yield second.report(
        '.',
        'two sizes of huge pages have no nodeset',
        'give all but one a nodeset',
      )
  },
})
