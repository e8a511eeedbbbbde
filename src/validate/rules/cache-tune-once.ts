import { also, down, each, place, repeated, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** One cache is shared out once to the same vCPUs, and so is the memory bandwidth of one node. */
export const cacheTuneOnce: Rule = {
  code: 'VMC2110',
  slug: 'cache-tune-once',
  severity: 'error',
  title: 'share of a cache or node given twice',
  help: 'Within a <cachetune>, one cache of one level has one size, or one for code and one for data; within a <memorytune>, each node stands once.',
  about: ['cputune/cachetune', 'cputune/memorytune'],
  wrong: {
    xml: `<vcpu>4</vcpu>
<cputune>
  <cachetune vcpus="0">
    <cache id="0" level="3" type="code" size="12" unit="KiB"/>
    <cache id="0" level="3" type="code" size="18" unit="KiB"/>
  </cachetune>
</cputune>`,
  },
  right: {
    xml: `<vcpu>4</vcpu>
<cputune>
  <cachetune vcpus="0">
    <cache id="0" level="3" type="code" size="12" unit="KiB"/>
    <cache id="0" level="3" type="data" size="18" unit="KiB"/>
  </cachetune>
</cputune>`,
  },
  *check(domain) {
    const tune = down(domain, 'cputune')
    if (!tune) return
    for (const one of each(tune, 'cachetune')) {
      const taken = new Map<string, (typeof caches)[number]>()
      const caches = each(one, 'cache')
      for (const cache of caches) {
        const [level, id, type] = ['level', 'id', 'type'].map(key => spelled(cache, key))
        const types = type === 'both' ? ['both', 'code', 'data'] : ['both', type]
        const other = types.map(of => taken.get(`${level}/${id}/${of}`)).find(Boolean)
        taken.set(`${level}/${id}/${type}`, cache)
        if (!other) continue
        yield {
          message: `cache ${id} of level ${level} is shared out twice, here for "${type}"`,
          ...place(cache),
          help: 'keep one of the sizes, or one for code and one for data',
          related: [also('the first is here', other)],
        }
      }
    }
    for (const one of each(tune, 'memorytune')) {
      for (const { here, first, key } of repeated(each(one, 'node'), node => spelled(node, 'id'))) {
        yield {
          message: `the bandwidth of node ${key} is given twice`,
          ...place(here, 'id'),
          help: 'keep one of them',
          related: [also('the first is here', first, 'id')],
        }
      }
    }
  },
}
