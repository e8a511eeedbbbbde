import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Each I/O thread has its own id. */
export const iothreadOnce = rule({
  code: 'VMC2161',
  slug: 'iothread-once',
  severity: 'error',
  title: 'two I/O threads have the same id',
  help: 'Each <iothread> in <iothreadids> has its own id, from 1. Leave out those that you do not name, and libvirt numbers them.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDefParseIOThreads',
  on: 'iothreadids',
  example: {
    xml: '<iothreads>2</iothreads><iothreadids><iothread id="1"/><iothread id="{1 -> 2}"/></iothreadids>',
  },
  *check(ids) {
    const threads = ids.each('iothread')
    for (const { element, first, key } of duplicates(threads, one => one.number('id')))
      yield element.report('id', `two I/O threads have the id ${key}`, 'give each its own id', {
        related: [first.related('id', 'first used here')],
      })
  },
})
