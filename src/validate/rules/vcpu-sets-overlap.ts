import type { Here } from '../here.ts'
import { also, down, each, numbersIn, numeric, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** A vCPU has one scheduler and one share of cache and of memory bandwidth. */
export const vcpuSetsOverlap: Rule = {
  code: 'VMC2109',
  slug: 'vcpu-sets-overlap',
  severity: 'error',
  title: 'vCPU that is tuned twice',
  help: 'The vCPU sets of <vcpusched>, of <cachetune> and of <memorytune> do not overlap; a cachetune and a memorytune may have the very same one.',
  about: ['cputune/vcpusched', 'cputune/cachetune', 'cputune/memorytune'],
  wrong: {
    xml: `<vcpu>4</vcpu>
<cputune>
  <vcpusched vcpus="0-1" scheduler="fifo" priority="1"/>
  <vcpusched vcpus="1-2" scheduler="fifo" priority="2"/>
</cputune>`,
  },
  right: {
    xml: `<vcpu>4</vcpu>
<cputune>
  <vcpusched vcpus="0-1" scheduler="fifo" priority="1"/>
  <vcpusched vcpus="2-3" scheduler="fifo" priority="2"/>
</cputune>`,
  },
  *check(domain) {
    const tune = down(domain, 'cputune')
    if (!tune) return
    const count = numeric(down(domain, 'vcpu'), 'value') ?? 1
    const sets = (key: string, attribute = 'vcpus') =>
      each(tune, key).map(here => ({ here, key, numbers: setOf(here, attribute, count) }))
    yield* overlaps(sets('vcpusched'), 'vcpus')
    yield* overlaps([...sets('cachetune'), ...sets('memorytune')], 'vcpus')
    for (const { here, key, numbers } of [...sets('cachetune'), ...sets('memorytune')]) {
      for (const monitor of each(here, 'monitor')) {
        const stray = [...setOf(monitor, 'vcpus', count)].find(one => !numbers.has(one))
        if (stray === undefined) continue
        yield {
          message: `the monitor counts vCPU ${stray}, which its <${key}> does not have`,
          ...place(monitor, 'vcpus'),
          help: `a monitor counts vCPUs of "${spelled(here, 'vcpus')}"`,
        }
      }
    }
  },
}

interface Tuned {
  readonly here: Here
  readonly key: string
  readonly numbers: ReadonlySet<number>
}

// libvirt overlooks vCPUs that the domain does not have.
const setOf = (here: Here, key: string, count: number): ReadonlySet<number> =>
  new Set([...(numbersIn(spelled(here, key)) ?? [])].filter(one => one < count))

function* overlaps(tuned: readonly Tuned[], attribute: string) {
  for (const [index, one] of tuned.entries()) {
    for (const other of tuned.slice(0, index)) {
      const shared = [...one.numbers].find(number => other.numbers.has(number))
      if (shared === undefined) continue
      const isSame =
        one.numbers.size === other.numbers.size &&
        [...one.numbers].every(number => other.numbers.has(number))
      if (isSame && one.key !== other.key) continue
      yield {
        message: `<${one.key}> tunes vCPU ${shared}, as another <${other.key}> does`,
        ...place(one.here, attribute),
        help: 'let each vCPU be in one set alone',
        related: [also('the other is here', other.here, attribute)],
      }
      break
    }
  }
}
