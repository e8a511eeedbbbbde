import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Two I/O threads of a guest cannot have the same id. */
export const iothreadOnce = rule({
  code: 'VMC2161',
  slug: 'iothread-once',
  severity: 'error',
  title: 'two I/O threads have the same id',
  help: 'Each <iothread> in <iothreadids> must have its own id of 1 or higher. Change one of the ids. If an I/O thread does not need a certain id, remove its <iothread>: libvirt then assigns an id.',
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
