import type { Cursor } from '../../check/cursor.ts'
import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'
import type { CacheTune, EnergyTune, MemoryTune } from '../../schema/domain/cache-tune.ts'
import type { VcpuSched } from '../../schema/domain/cpu-tune.ts'

/** Each vCPU can have only one scheduler, and only one allocation of cache, memory bandwidth and energy. */
export const vcpuSetsOverlap = rule({
  code: 'VMC2109',
  slug: 'vcpu-sets-overlap',
  severity: 'error',
  title: 'two settings in cputune apply to the same vCPU',
  help: 'The vCPU sets of two <vcpusched> must not overlap. The sets of <cachetune>, <memorytune> and <energytune> must not overlap either, but elements of different kinds can have exactly the same set. A <monitor> can cover only vCPUs of its parent element.',
  for: 'all',
  source:
    'domain_conf.c: virDomainThreadSchedParseHelper; domain_conf.c: virDomainResctrlVcpuMatch; domain_conf.c: virDomainResctrlValidateMonitor',
  on: 'cputune',
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
    yield* overlaps(tunes, count)
    for (const tune of tunes) {
      const set = tune.text('vcpus')
      if (set === undefined) continue
      const vcpus = vcpusOf(set, count)
      yield* monitorOverlaps(tune, vcpus, count)
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
    }
  },
})

type Tune = VcpuSched | CacheTune | MemoryTune | EnergyTune

// Two monitors of one element cover different vCPUs, except that one can cover all that are allocated together.
function* monitorOverlaps(
  tune: Cursor<CacheTune | MemoryTune | EnergyTune>,
  vcpus: ReadonlySet<number>,
  count: number,
) {
  const isAllocated = tune.each('cache').length + tune.each('node').length > 0
  const sets = tune.each('monitor').map(monitor => ({
    monitor,
    own: vcpusOf(monitor.text('vcpus'), count),
  }))
  for (const [index, { monitor, own }] of sets.entries()) {
    for (const other of sets.slice(0, index)) {
      const shared = [...own].find(one => other.own.has(one))
      if (shared === undefined) continue
      const isSame = own.size === other.own.size && isSubset(own, other.own)
      const coversAll = own.size === vcpus.size || other.own.size === vcpus.size
      if (!isSame && isAllocated && coversAll) continue
      yield monitor.report(
        'vcpus',
        `vCPU ${shared} has two monitors in one <${tune.name}>`,
        'monitor each vCPU once',
        { related: [other.monitor.related('vcpus', 'the other monitor')] },
      )
      break
    }
  }
}

function* overlaps(tunes: readonly Cursor<Tune>[], count: number) {
  const sets = tunes.map(tune => ({ tune, vcpus: vcpusOf(tune.text('vcpus'), count) }))
  for (const [index, { tune, vcpus }] of sets.entries()) {
    for (const other of sets.slice(0, index)) {
      const shared = [...vcpus].find(one => other.vcpus.has(one))
      if (shared === undefined) continue
      const isSameSet = vcpus.size === other.vcpus.size && isSubset(vcpus, other.vcpus)
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

// In <cachetune> and <memorytune>, libvirt ignores vCPUs that the domain does not have.
const vcpusOf = (text: string | undefined, count: number): ReadonlySet<number> =>
  new Set([...(numberSet(text) ?? [])].filter(one => one < count))

const isSubset = (part: ReadonlySet<number>, whole: ReadonlySet<number>): boolean =>
  [...part].every(one => whole.has(one))
