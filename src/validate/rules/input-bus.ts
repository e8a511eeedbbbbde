import { devices, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** PS/2 has a mouse and a keyboard, and what is handed over is on virtio. */
export const inputBus: Rule = {
  code: 'VMC2808',
  slug: 'input-bus',
  severity: 'error',
  title: 'input on a bus that has none such',
  help: 'On ps2 there are mice and keyboards, tablets on usb and virtio; an input of type "passthrough" is on virtio, and only there is a model.',
  hypervisors: QEMU,
  about: ['devices/input'],
  wrong: {
    xml: `<devices>
  <input type="tablet" bus="ps2"/>
</devices>`,
  },
  right: {
    xml: `<devices>
  <input type="tablet" bus="usb"/>
</devices>`,
  },
  *check(domain) {
    for (const input of devices(domain, 'input')) {
      const [type, bus] = [spelled(input, 'type'), spelled(input, 'bus')]
      const isStray =
        (bus === 'ps2' && type !== 'mouse' && type !== 'keyboard') ||
        (type === 'passthrough' && bus !== undefined && bus !== 'virtio')
      if (isStray && type !== undefined) {
        yield {
          message: `there is no ${type} on the bus ${bus}`,
          ...place(input, 'bus'),
          help: type === 'passthrough' ? 'use the bus virtio' : 'use the bus usb or virtio',
        }
      } else if (says(input, 'model') && bus !== undefined && bus !== 'virtio') {
        yield {
          message: `an input on the bus ${bus} has no model`,
          ...place(input, 'model'),
          help: 'leave it out, or use the bus virtio',
        }
      }
    }
  },
}
