import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'

/** A `<page>` can list only NUMA nodes that the guest has, and only one `<page>` can have no nodeset. */
export const hugepagesNode = rule({
  code: 'VMC2105',
  slug: 'hugepages-node',
  severity: 'error',
  title: 'huge pages for a NUMA node that does not exist in the guest',
  help: 'The nodeset of a <page> lists cells of <cpu><numa>. A guest without cells has only node 0. Only one <page> can omit nodeset: its size applies to all other nodes.',
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
    for (const page of pages) {
      const nodes = [...(numberSet(page.text('nodeset')) ?? [])]
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
