import { also, devices, down, numeric, place, repeated } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** What is heard goes to a backend that is there. */
export const audioExists: Rule = {
  code: 'VMC2609',
  slug: 'audio-exists',
  severity: 'error',
  title: 'audio backend that is not there, or twice',
  help: 'The <audio id> of a sound card or screen is the id of one <audio> of the devices, and each has another.',
  hypervisors: QEMU,
  about: ['devices/audio', 'devices/sound', 'devices/graphics'],
  wrong: {
    xml: `<devices>
  <sound model="ich9"><audio id="2"/></sound>
  <audio id="1" type="none"/>
</devices>`,
  },
  right: {
    xml: `<devices>
  <sound model="ich9"><audio id="1"/></sound>
  <audio id="1" type="none"/>
</devices>`,
  },
  *check(domain) {
    const backends = devices(domain, 'audio')
    const ids = new Set(backends.map(backend => numeric(backend, 'id')))
    for (const device of [...devices(domain, 'sound'), ...devices(domain, 'graphics')]) {
      const audio = down(device, 'audio')
      const id = numeric(audio, 'id')
      if (!audio || id === undefined || ids.has(id)) continue
      yield {
        message: `there is no audio backend ${id}`,
        ...place(audio, 'id'),
        help:
          ids.size === 0
            ? `add one: .audio({ id: ${id}, type: 'none' })`
            : `there is ${[...ids].join(', ')}`,
      }
    }
    for (const { here, first, key } of repeated(backends, one => numeric(one, 'id'))) {
      yield {
        message: `two audio backends have the id ${key}`,
        ...place(here, 'id'),
        help: 'number them',
        related: [also('the first is here', first, 'id')],
      }
    }
  },
}
