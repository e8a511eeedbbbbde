import type { Here } from '../here.ts'
import { devices, down, each, numbersIn, numeric, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Who is to be served by an I/O thread names one that the domain has. */
export const iothreadExists: Rule = {
  code: 'VMC2111',
  slug: 'iothread-exists',
  severity: 'error',
  title: 'I/O thread that the domain does not have',
  help: 'The threads are those of <iothreadids>, and as many more as <iothreads> counts, numbered from 1.',
  hypervisors: QEMU,
  about: [
    'cputune/iothreadsched',
    'cputune/iothreadpin',
    'devices/disk/driver/iothread',
    'devices/disk/driver/iothreads',
    'devices/controller/driver/iothread',
    'devices/controller/driver/iothreads',
  ],
  wrong: {
    ts: ".iothreads(1).disk(file('/fv0.img').driver({ iothread: 2 }))",
    xml: '<iothreads>1</iothreads><cputune><iothreadpin iothread="2" cpuset="0"/></cputune>',
  },
  right: {
    ts: ".iothreads(2).disk(file('/fv0.img').driver({ iothread: 2 }))",
    xml: '<iothreads>2</iothreads><cputune><iothreadpin iothread="2" cpuset="0"/></cputune>',
  },
  *check(domain) {
    let known: ReadonlySet<number> | undefined
    for (const { here, key, ids } of usesOf(domain)) {
      known ??= threadsOf(domain)
      const missing = ids.find(id => !known!.has(id))
      if (missing === undefined) continue
      yield {
        message: `there is no I/O thread ${missing}`,
        ...place(here, key),
        help:
          known.size === 0
            ? `give the domain some: .iothreads(${missing})`
            : `the domain has ${[...known].slice(0, 10).join(', ')}`,
      }
    }
  },
}

// Those with a number of their own, and the rest with the lowest that are free.
function threadsOf(domain: Here): ReadonlySet<number> {
  const ids = each(down(domain, 'iothreadids'), 'iothread').map(one => numeric(one, 'id'))
  const found = new Set(ids.filter(id => id !== undefined))
  const count = Math.min(numeric(domain, 'iothreads') ?? 0, 65_536)
  for (let next = 1; found.size < count; next++) found.add(next)
  return found
}

function* usesOf(domain: Here) {
  const tune = down(domain, 'cputune')
  for (const here of each(tune, 'iothreadsched'))
    yield { here, key: 'iothreads', ids: [...(numbersIn(spelled(here, 'iothreads')) ?? [])] }
  const named = [
    ...each(tune, 'iothreadpin').map(here => ({ here, key: 'iothread' })),
    ...[...devices(domain, 'disk'), ...devices(domain, 'controller')].flatMap(device => {
      const driver = down(device, 'driver')
      if (!driver) return []
      const several = each(down(driver, 'iothreads'), 'iothread')
      return [
        ...(says(driver, 'iothread') ? [{ here: driver, key: 'iothread' }] : []),
        ...several.map(here => ({ here, key: 'id' })),
      ]
    }),
  ]
  for (const { here, key } of named) {
    const id = numeric(here, key)
    if (id !== undefined) yield { here, key, ids: [id] }
  }
}
