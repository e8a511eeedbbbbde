import { rule } from '../../check/rule.ts'

/** The number of I/O threads must be less than 4294967295. */
export const iothreadsRange = rule({
  code: 'VMC2426',
  slug: 'iothreads-range',
  severity: 'error',
  title: 'too many I/O threads',
  help: 'The number of I/O threads must be less than 4294967295, because libvirt numbers them from 1 with 32-bit numbers. A few I/O threads for each host CPU are enough. Use a small number.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainIOThreadIDDefArrayInit',
  on: 'domain',
  needs: 'iothreads',
  example: {
    xml: '<iothreads>{4294967295 -> 4}</iothreads>',
  },
  *check(domain) {
    const count = domain.number('iothreads')
    if (count === undefined || count < 2 ** 32 - 1) return
    yield domain.report(
      'iothreads',
      `the guest cannot have ${count} I/O threads`,
      'use 1, or a few',
    )
  },
})
