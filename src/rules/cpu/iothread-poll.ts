import { rule } from '../../check/rule.ts'

/** QEMU limits the poll weight of an I/O thread. */
export const iothreadPoll = rule({
  code: 'VMC2167',
  slug: 'iothread-poll',
  severity: 'error',
  title: 'poll weight of an I/O thread is too large',
  help: 'The attribute "weight" of <poll> must be from 0 to 63. Use a smaller weight.',
  for: 'qemu',
  source: 'NEWS.rst of libvirt 12.7.0; measured with libvirt 12.9.0',
  since: { libvirt: '12.7.0' },
  on: 'iothreadids/iothread/poll',
  example: {
    xml: '<iothreads>1</iothreads><iothreadids><iothread id="1"><poll weight="{64 -> 63}"/></iothread></iothreadids>',
  },
  *check(poll) {
    const weight = poll.number('weight')
    if (weight === undefined || weight <= MAX_WEIGHT) return
    yield poll.report(
      'weight',
      `the poll weight ${weight} is too large`,
      `use at most ${MAX_WEIGHT}`,
    )
  },
})

const MAX_WEIGHT = 63
