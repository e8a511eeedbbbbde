import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'

/** Static memory placement requires at least one NUMA node of the host. */
export const numatuneNodeset = rule({
  code: 'VMC2103',
  slug: 'numatune-nodeset',
  severity: 'error',
  title: 'static memory placement requires a NUMA node of the host',
  help: 'Static memory placement in <numatune> requires the attribute "nodeset" with at least one NUMA node of the host, such as nodeset="0". Static placement is the default unless the vCPUs are placed automatically. Add "nodeset".',
  for: 'all',
  source:
    'numa_conf.c: virDomainNumatuneSet; numa_conf.c: virDomainNumatuneParseXML; numa_conf.c: virDomainNumatuneNodeParseXML',
  on: ['numatune/memory', 'numatune/memnode'],
  example: {
    xml: '<numatune><memory mode="interleave" placement="static" { -> nodeset="0-1"}/></numatune>',
  },
  *check(memory, { domain }) {
    // If the <memory> in <numatune> has no placement, libvirt uses the placement of <vcpu>.
    const isStatic =
      memory.text('placement') === 'static' ||
      (memory.key === 'memory' &&
        memory.has('mode') &&
        !memory.has('placement') &&
        domain.text('vcpu/placement') !== 'auto')
    if (isStatic && !memory.has('nodeset')) {
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
