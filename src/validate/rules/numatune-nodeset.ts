import { down, each, numbersIn, place, says, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Memory that is placed on nodes of the host needs nodes to be placed on. */
export const numatuneNodeset: Rule = {
  code: 'VMC2103',
  slug: 'numatune-nodeset',
  severity: 'error',
  title: 'memory placed on no node of the host',
  help: 'A static placement names the nodes of the host in its nodeset, and at least one of them.',
  about: ['numatune'],
  wrong: { xml: '<numatune><memory mode="interleave" placement="static"/></numatune>' },
  right: {
    xml: '<numatune><memory mode="interleave" placement="static" nodeset="0-1"/></numatune>',
  },
  *check(domain) {
    const tune = down(domain, 'numatune')
    if (!tune) return
    const memory = down(tune, 'memory')
    if (memory && spelled(memory, 'placement') === 'static' && !says(memory, 'nodeset')) {
      yield {
        message: 'a static placement of memory lacks its nodeset',
        ...place(memory),
        help: "name the nodes of the host, as nodeset: '0'",
      }
    }
    for (const one of [...each(tune, 'memory'), ...each(tune, 'memnode')]) {
      const nodeset = spelled(one, 'nodeset')
      if (numbersIn(nodeset)?.size !== 0) continue
      yield {
        message: `the nodeset "${nodeset}" leaves no node over`,
        ...place(one, 'nodeset'),
        help: 'name at least one node that is not taken out again',
      }
    }
  },
}
