import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'

/** Static memory placement requires at least one NUMA node of the host. */
export const numatuneNodeset = rule({
  code: 'VMC2103',
  slug: 'numatune-nodeset',
  severity: 'error',
  title: 'static memory placement without a NUMA node of the host',
  help: 'Static memory placement in <numatune> requires a nodeset with at least one NUMA node of the host. Set the nodeset, such as "0".',
  for: 'all',
  source:
    'numa_conf.c: virDomainNumatuneSet; numa_conf.c: virDomainNumatuneParseXML; numa_conf.c: virDomainNumatuneNodeParseXML',
  on: ['numatune/memory', 'numatune/memnode'],
  needs: 'nodeset',
  where: { placement: 'static' },
  example: {
    xml: '<numatune><memory mode="interleave" placement="static" { -> nodeset="0-1"}/></numatune>',
  },
  *check(memory) {
    if (memory.text('placement') === 'static' && !memory.has('nodeset')) {
      yield memory.report(
        '.',
        'static memory placement without a nodeset',
        "list nodes of the host, such as nodeset: '0'",
      )
    }
    const nodeset = memory.text('nodeset')
    if (numberSet(nodeset)?.size === 0)
      yield memory.report(
        'nodeset',
        `the nodeset "${nodeset}" contains no node`,
        'list at least one node that is not excluded',
      )
  },
})
