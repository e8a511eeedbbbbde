import { rule } from '../../check/rule.ts'

/** An I/O thread pool must allow at least one thread, and its maximum must not be below its minimum. */
export const iothreadPool = rule({
  code: 'VMC2151',
  slug: 'iothread-pool',
  severity: 'error',
  title: 'invalid thread pool size of an I/O thread',
  help: 'The attribute "thread_pool_max" of an I/O thread must be at least 1, and at least as large as the attribute "thread_pool_min". Increase "thread_pool_max".',
  for: 'qemu',
  source: 'domain_validate.c: virDomainDefValidateIOThreadsThreadPool',
  on: ['iothreadids/iothread', 'defaultiothread'],
  example: {
    xml: '<iothreads>1</iothreads><iothreadids><iothread id="1" thread_pool_min="{8 -> 4}" thread_pool_max="{4 -> 8}"/></iothreadids>',
  },
  *check(iothread) {
    const [min, max] = [iothread.number('thread_pool_min'), iothread.number('thread_pool_max')]
    if (max === undefined) {
      // Without thread_pool_max, libvirt compares thread_pool_min with -1 and therefore refuses every value.
      if (min === undefined) return
      yield iothread.report(
        'thread_pool_min',
        'thread_pool_min requires thread_pool_max',
        `set thread_pool_max to at least ${Math.max(min, 1)}`,
      )
      return
    }
    if (max > 0 && (min ?? 0) <= max) return
    yield iothread.report(
      'thread_pool_max',
      max === 0
        ? 'a thread pool needs at least one thread'
        : `thread_pool_max is ${max}, but thread_pool_min is ${min}`,
      'raise thread_pool_max',
    )
  },
})
