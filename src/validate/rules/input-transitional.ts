import { devices, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Only an input that is passed through comes as an older virtio device. */
export const inputTransitional: Rule = {
  code: 'VMC2803',
  slug: 'input-transitional',
  severity: 'error',
  title: 'model that an input does not have',
  help: 'The models virtio-transitional and virtio-non-transitional are for inputs of type "passthrough"; mice, tablets and keyboards are "virtio".',
  hypervisors: QEMU,
  about: ['devices/input/model'],
  wrong: {
    xml: '<devices><input type="keyboard" bus="virtio" model="virtio-non-transitional"/></devices>',
  },
  right: { xml: '<devices><input type="keyboard" bus="virtio"/></devices>' },
  *check(domain) {
    for (const input of devices(domain, 'input')) {
      const [type, model] = [spelled(input, 'type'), spelled(input, 'model')]
      if (type === 'passthrough' || type === undefined || !model?.endsWith('-transitional'))
        continue
      yield {
        message: `a ${type} has no model "${model}"`,
        ...place(input, 'model'),
        help: 'leave model out',
      }
    }
  },
}
