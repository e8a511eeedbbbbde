import type { Cursor } from '../../check/cursor.ts'
import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { CacheTune, EnergyTune, MemoryTune } from '../../schema/domain/cache-tune.ts'
import type { IothreadSched, VcpuSched } from '../../schema/domain/cpu-tune.ts'

/**
 * Each vCPU can have only one scheduler. Different allocations of cache, memory bandwidth or energy cannot apply to the
 * same vCPU.
 */
export const vcpuSetsOverlap = rule({
  code: 'VMC2109',
  slug: 'vcpu-sets-overlap',
  severity: 'error',
  title: 'two <cputune> settings apply to the same vCPU or I/O thread',
  help: 'Two <vcpusched> cannot list the same vCPU, and two <iothreadsched> cannot list the same I/O thread. Two <cachetune>, <memorytune> or <energytune> cannot list the same vCPU either, unless they are elements of different kinds with exactly the same vCPUs. A <monitor> must list at least one vCPU, and only vCPUs of the element that contains it. Two <monitor> in one element can list the same vCPU only if one of the two lists all vCPUs of the element, and the element allocates a cache or memory bandwidth. List each vCPU only once.',
  for: 'all',
  source:
    'domain_conf.c: virDomainThreadSchedParseHelper; domain_conf.c: virDomainResctrlVcpuMatch; domain_conf.c: virDomainResctrlValidateMonitor',
  on: 'cputune',
  needs: ['vcpusched', 'iothreadsched', 'cachetune', 'memorytune', 'energytune'],
  example: {
    xml: `<vcpu>4</vcpu>
<cputune>
  <vcpusched vcpus="0-1" scheduler="fifo" priority="1"/>
  <vcpusched vcpus="{1-2 -> 2-3}" scheduler="fifo" priority="2"/>
</cputune>`,
  },
  *check(cputune, { domain }) {
    const count = domain.number('vcpu/value') ?? 1
    const caches = cputune.each('cachetune')
    const tunes = [...caches, ...cputune.each('memorytune'), ...cputune.each('energytune')]
    yield* overlaps(cputune.each('vcpusched'), count)
    yield* threadOverlaps(cputune.each('iothreadsched'))
    yield* overlaps(tunes, count)
    const groups: MonitorGroup[] = []
    for (const tune of tunes) {
      const set = tune.text('vcpus')
      if (set === undefined) continue
      const vcpus = vcpusOf(set, count)
      // libvirt ignores a <cachetune>, <memorytune> or <energytune> if none of its vCPUs exists in the guest, so this rule
      // skips it.
      if (vcpus.size === 0) continue
      for (const monitor of tune.each('monitor')) {
        const monitored = [...vcpusOf(monitor.text('vcpus'), count)]
        const outside = monitored.find(one => !vcpus.has(one))
        if (outside === undefined) continue
        yield monitor.report(
          'vcpus',
          `the monitor covers vCPU ${outside}, which its <${tune.name}> does not`,
          `monitor only vCPUs of "${set}"`,
        )
      }
      yield* checkMonitors(tune, vcpus, count, groups)
    }
  },
})

type Tune = VcpuSched | CacheTune | MemoryTune | EnergyTune

function* overlaps(tunes: readonly Cursor<Tune>[], count: number) {
  const sets = tunes.map(tune => ({ tune, vcpus: vcpusOf(tune.text('vcpus'), count) }))
  for (const [index, { tune, vcpus }] of sets.entries()) {
    for (const other of sets.slice(0, index)) {
      const shared = [...vcpus].find(one => other.vcpus.has(one))
      if (shared === undefined) continue
      const isSameSet = isSame(vcpus, other.vcpus)
      if (isSameSet && tune.name !== other.tune.name) continue
      yield tune.report(
        'vcpus',
        tune.name === other.tune.name
          ? `vCPU ${shared} is in two <${tune.name}> elements`
          : `vCPU ${shared} is in a <${tune.name}> and a <${other.tune.name}> with different sets`,
        'put each vCPU in one set only',
        { related: [other.tune.related('vcpus', 'the other set is here')] },
      )
      break
    }
  }
}

// Returns the vCPUs in a set, without those that the domain does not have. libvirt ignores missing vCPUs in <cachetune> and
// <memorytune>.
const vcpusOf = (text: string | undefined, count: number): ReadonlySet<number> =>
  new Set([...(numberSet(text) ?? [])].filter(one => one < count))

function* threadOverlaps(scheds: readonly Cursor<IothreadSched>[]): Generator<RuleFinding> {
  const first = new Map<number, Cursor<IothreadSched>>()
  for (const sched of scheds) {
    const threads = [...(numberSet(sched.text('iothreads')) ?? [])]
    const shared = threads.find(one => first.has(one))
    if (shared !== undefined)
      yield sched.report(
        'iothreads',
        `I/O thread ${shared} is in two <iothreadsched> elements`,
        'put each I/O thread in one set only',
        { related: [first.get(shared)!.related('iothreads', 'the other set is here')] },
      )
    for (const thread of threads) first.set(thread, sched)
  }
}

/**
 * The monitors in all elements with the same set of vCPUs. They are checked together, because libvirt combines these elements.
 */
interface MonitorGroup {
  readonly vcpus: ReadonlySet<number>
  isEmpty: boolean
  readonly monitors: { readonly kind: string; readonly vcpus: ReadonlySet<number> }[]
}

function* checkMonitors(
  tune: Cursor<Tune>,
  vcpus: ReadonlySet<number>,
  count: number,
  groups: MonitorGroup[],
): Generator<RuleFinding> {
  const known = groups.find(one => isSame(one.vcpus, vcpus))
  const group = known ?? { vcpus, isEmpty: true, monitors: [] }
  if (!known) groups.push(group)
  if (tune.has('cache') || tune.has('node')) group.isEmpty = false
  const { isEmpty, monitors } = group
  for (const monitor of tune.each('monitor')) {
    const text = monitor.text('vcpus')
    if (text === undefined) continue
    const own = vcpusOf(text, count)
    const kind = tune.name
    const others = monitors.filter(one => !isSame(one.vcpus, own))
    const overlapping = others.filter(one => [...own].some(vcpu => one.vcpus.has(vcpu)))
    const inside = isSame(own, vcpus) ? [] : overlapping.filter(one => !isSame(one.vcpus, vcpus))
    const problem =
      own.size === 0
        ? `the monitor covers no vCPU of the guest, which has ${count}`
        : monitors.some(one => one.kind === kind && isSame(one.vcpus, own))
          ? `two monitors of <${kind}> have the vCPUs "${text}"`
          : inside.length > 0 || (isEmpty && overlapping.length > 0)
            ? `the vCPUs "${text}" overlap with those of another monitor`
            : undefined
    if (problem === undefined) monitors.push({ kind, vcpus: own })
    else yield monitor.report('vcpus', problem, 'monitor each vCPU of the element once')
  }
}

const isSame = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean =>
  one.size === other.size && isSubset(one, other)

const isSubset = (part: ReadonlySet<number>, whole: ReadonlySet<number>): boolean =>
  [...part].every(one => whole.has(one))
