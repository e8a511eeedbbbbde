import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { NumaBandwidth, NumaCell, NumaLatency } from '../../schema/domain/numa.ts'

/**
 * The latencies and bandwidths in `<interconnects>` must refer to NUMA cells and caches of the guest. A value can be set only
 * once between two cells.
 */
export const numaHmat = rule({
  code: 'VMC2898',
  slug: 'numa-hmat',
  severity: 'error',
  title: 'invalid memory cache, latency or bandwidth in <numa>',
  help: 'The memory caches of a <cell> must have different levels from 1 to 3. The "initiator" of a <latency> or <bandwidth> must be a cell with vCPUs. The "target" must be a cell, and "cache" must be the level of a cache of that cell. Set each value only once. If one of these elements leads from one cell to another, no element can lead in the opposite direction. Correct or remove the element.',
  for: 'libvirt',
  source: 'numa_conf.c: virDomainNumaDefValidate',
  on: 'cpu/numa',
  example: {
    xml: `<vcpu>2</vcpu>
<cpu><numa>
  <cell id="0" cpus="0" memory="512" unit="MiB"/><cell id="1" cpus="1" memory="512" unit="MiB"/>
  <interconnects><latency initiator="0" target="{2 -> 1}" type="access" value="10"/></interconnects>
</numa></cpu>`,
  },
  *check(numa) {
    const cells = numa.each('cell')
    for (const cell of cells) yield* checkCaches(cell)
    const links = [
      ...numa.each('interconnects/latency'),
      ...numa.each('interconnects/bandwidth'),
    ] as readonly Cursor<Link>[]
    if (links.length === 0) return
    const byId = new Map(cells.map((cell, index) => [cell.number('id') ?? index, cell]))
    for (const link of links) yield* checkLink(link, byId)
    for (const { element, first } of duplicates(links, keyOf))
      yield element.report('.', 'this value is set twice', 'keep one of them', {
        related: [first.related('.', 'first set here')],
      })
    for (const [index, link] of links.entries()) {
      const [from, to] = [link.number('initiator'), link.number('target')]
      if (from === to) continue
      const other = links
        .slice(0, index)
        .find(one => one.number('initiator') === to && one.number('target') === from)
      if (other)
        yield link.report(
          '.',
          'this value is also set for the other direction',
          'keep one of them',
          {
            related: [other.related('.', 'the other direction')],
          },
        )
    }
  },
})

type Link = NumaLatency | NumaBandwidth

const keyOf = (link: Cursor<Link>): string =>
  [
    link.name,
    link.number('initiator'),
    link.number('target'),
    link.number('cache') ?? 0,
    link.text('type'),
  ].join(' ')

function* checkCaches(cell: Cursor<NumaCell>): Generator<RuleFinding> {
  const caches = cell.each('cache')
  for (const cache of caches) {
    const level = cache.number('level')
    if (level !== undefined && level > 3)
      yield cache.report('level', `a memory cache has no level ${level}`, 'use a level up to 3')
  }
  for (const { element, first, key } of duplicates(caches, one => one.number('level')))
    yield element.report('level', `two memory caches have the level ${key}`, 'keep one of them', {
      related: [first.related('level', 'first used here')],
    })
}

function* checkLink(
  link: Cursor<Link>,
  cells: ReadonlyMap<number, Cursor<NumaCell>>,
): Generator<RuleFinding> {
  for (const end of ['initiator', 'target'] as const) {
    const id = link.number(end)
    if (id !== undefined && !cells.has(id))
      yield link.report(end, `the guest has no NUMA cell ${id}`, 'use the id of a cell')
  }
  const initiator = cells.get(link.number('initiator') ?? -1)
  if (initiator && !initiator.has('cpus'))
    yield link.report('initiator', 'the initiator has no vCPUs', 'use a cell that has vCPUs')
  const level = link.number('cache')
  const target = cells.get(link.number('target') ?? -1)
  if (!level || !target || target.each('cache').some(one => one.number('level') === level)) return
  yield link.report('cache', `the target has no memory cache of level ${level}`, 'leave cache out')
}
