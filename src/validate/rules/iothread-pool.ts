import { down, each, numeric, place } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A pool of threads has some at least, and no fewer at most. */
export const iothreadPool: Rule = {
  code: 'VMC2151',
  slug: 'iothread-pool',
  severity: 'error',
  title: 'pool of threads with no size',
  help: 'The attribute thread_pool_min is at most thread_pool_max, which is at least 1.',
  hypervisors: QEMU,
  about: ['iothreadids', 'defaultiothread'],
  wrong: {
    xml: '<iothreads>1</iothreads><iothreadids><iothread id="1" thread_pool_min="8" thread_pool_max="4"/></iothreadids>',
  },
  right: {
    xml: '<iothreads>1</iothreads><iothreadids><iothread id="1" thread_pool_min="4" thread_pool_max="8"/></iothreadids>',
  },
  *check(domain) {
    const pools = [
      ...each(down(domain, 'iothreadids'), 'iothread'),
      ...each(domain, 'defaultiothread'),
    ]
    for (const pool of pools) {
      const [least, most] = ['thread_pool_min', 'thread_pool_max'].map(key => numeric(pool, key))
      if (most === undefined || (most > 0 && (least ?? 0) <= most)) continue
      yield {
        message:
          most === 0
            ? 'a pool cannot have 0 threads'
            : `a pool cannot have at least ${least} threads and at most ${most}`,
        ...place(pool, 'thread_pool_max'),
        help: 'raise thread_pool_max',
      }
    }
  },
}
