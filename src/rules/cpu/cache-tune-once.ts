import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import type { CachePart } from '../../schema/domain/cache-tune.ts'

/** Within one `<cachetune>` or `<memorytune>`, each cache or NUMA node can be allocated only once. */
export const cacheTuneOnce = rule({
  code: 'VMC2110',
  slug: 'cache-tune-once',
  severity: 'error',
  title: 'a cache or NUMA node is listed twice for the same vCPUs',
  help: 'Within a <cachetune>, each cache can have one size of type "both", or one size of type "code" and one size of type "data". Within a <memorytune>, each NUMA node can have only one <node>. Remove the duplicate.',
  for: 'all',
  source:
    'virresctrl.c: virResctrlAllocSetCacheSize; virresctrl.c: virResctrlAllocSetMemoryBandwidth',
  on: ['cputune/cachetune', 'cputune/memorytune'],
  example: {
    xml: `<vcpu>4</vcpu>
<cputune>
  <cachetune vcpus="0">
    <cache id="0" level="3" type="code" size="12" unit="KiB"/>
    <cache id="0" level="3" type="{code -> data}" size="18" unit="KiB"/>
  </cachetune>
</cputune>`,
  },
  *check(tune) {
    for (const { cache, earlier } of conflicts(tune.each('cache'))) {
      yield cache.report(
        '.',
        `level ${cache.text('level')} cache ${cache.text('id')} is allocated twice, here for "${cache.text('type')}"`,
        'keep one of the sizes, or one for code and one for data',
        { related: [earlier.related('.', 'first allocated here')] },
      )
    }
    for (const { element, first, key } of duplicates(tune.each('node'), node => node.text('id'))) {
      yield element.report('id', `node ${key} has two memory bandwidths`, 'keep one of them', {
        related: [first.related('id', 'first set here')],
      })
    }
  },
})

function* conflicts(caches: readonly Cursor<CachePart>[]) {
  const seen = new Map<string, Cursor<CachePart>>()
  for (const cache of caches) {
    const [level, id, type] = [cache.text('level'), cache.text('id'), cache.text('type')]
    if (level === undefined || id === undefined || type === undefined) continue
    const keyOf = (one: string) => `${level}/${id}/${one}`
    const excluded = type === 'both' ? ['both', 'code', 'data'] : ['both', type]
    const earlier = excluded.map(one => seen.get(keyOf(one))).find(one => one !== undefined)
    seen.set(keyOf(type), cache)
    if (earlier) yield { cache, earlier }
  }
}
