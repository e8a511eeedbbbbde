import type { DomainCursor } from '../../check/cursor.ts'
import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'

/** A setting or device can use only I/O threads that the domain has. */
export const iothreadExists = rule({
  code: 'VMC2111',
  slug: 'iothread-exists',
  severity: 'error',
  title: 'I/O thread does not exist',
  help: 'A domain has the I/O threads that <iothreadids> lists. If the number in <iothreads> is larger than this list, libvirt adds I/O threads with the lowest free ids, starting at 1. Use the id of an I/O thread that exists, or increase the number in <iothreads>.',
  for: 'qemu',
  source:
    'domain_conf.c: virDomainIOThreadPinDefParseXML; domain_conf.c: virDomainDefGetIOThreadSched; qemu_validate.c: qemuValidateDomainDeviceDefDiskIOThreads',
  on: [
    'cputune/iothreadsched',
    'cputune/iothreadpin',
    'devices/disk/driver',
    'devices/disk/driver/iothreads/iothread',
    'devices/controller/driver',
    'devices/controller/driver/iothreads/iothread',
  ],
  needs: ['iothread', 'id', 'iothreads'],
  example: {
    ts: ".iothreads({1 -> 2}).disk(file('/fv0.img').driver({ iothread: 2 }))",
    xml: '<iothreads>{1 -> 2}</iothreads><cputune><iothreadpin iothread="2" cpuset="0"/></cputune>',
  },
  *check(user, { domain }) {
    const key = REFERENCES.find(one => user.text(one) !== undefined)
    // In libvirt, the ID 0 means that the device uses no I/O thread.
    if (key === undefined || (key === 'iothread' && user.number(key) === 0)) return
    const ids = key === 'iothreads' ? numberSet(user.text(key)) : [user.number(key)]
    const existing = threadsOf(domain)
    const missing = [...(ids ?? [])].find(id => id !== undefined && !existing.has(id))
    if (missing === undefined) return
    yield user.report(
      key,
      `I/O thread ${missing} does not exist`,
      existing.size === 0
        ? `add I/O threads: .iothreads(${missing}), in XML <iothreads>${missing}</iothreads>`
        : `the domain has ${[...existing].slice(0, 10).join(', ')}`,
    )
  },
})

// The attributes that refer to I/O threads, either to one thread by its id or to a set of threads.
const REFERENCES = ['iothread', 'id', 'iothreads'] as const

function threadsOf(domain: DomainCursor): ReadonlySet<number> {
  const given = domain.each('iothreadids/iothread').map(one => one.number('id'))
  const ids = new Set(given.filter(id => id !== undefined))
  const count = Math.min(domain.number('iothreads') ?? 0, MAX_THREADS)
  for (let next = 1; ids.size < count; next++) ids.add(next)
  return ids
}

// The limit keeps the loop over the I/O threads short. No real domain has so many I/O threads.
const MAX_THREADS = 65_536
