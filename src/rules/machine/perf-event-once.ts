import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Each performance event can be listed only once. */
export const perfEventOnce = rule({
  code: 'VMC2186',
  slug: 'perf-event-once',
  severity: 'error',
  title: 'performance event is listed twice in <perf>',
  help: 'A <perf> can list each performance event only once. Remove the duplicate.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainPerfEventDefParseXML',
  on: 'perf',
  example: {
    xml: '<perf><event name="cmt" enabled="yes"/><event name="{cmt -> mbmt}" enabled="no"/></perf>',
  },
  *check(perf) {
    for (const { element, first, key } of duplicates(perf.each('event'), one => one.text('name')))
      yield element.report('name', `the event "${key}" is listed twice`, 'keep one of them', {
        related: [first.related('name', 'first listed here')],
      })
  },
})
