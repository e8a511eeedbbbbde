import { also, devices, down, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Without a PS/2 controller there is nothing for a PS/2 mouse to be plugged into. */
export const ps2Off: Rule = {
  code: 'VMC2122',
  slug: 'ps2-off',
  severity: 'error',
  title: 'PS/2 devices without PS/2',
  help: 'With the feature ps2 off there is no controller for PS/2 mice and keyboards, and no vmport, which needs it.',
  about: ['features/ps2'],
  wrong: {
    xml: `<features><acpi/><ps2 state="off"/></features>
<devices><input type="mouse" bus="ps2"/></devices>`,
  },
  right: {
    xml: `<features><acpi/><ps2 state="off"/></features>
<devices><input type="mouse" bus="usb"/></devices>`,
  },
  *check(domain) {
    const features = down(domain, 'features')
    const ps2 = down(features, 'ps2')
    if (!ps2 || spelled(ps2, 'state') !== 'off') return
    const related = [also('ps2 is turned off here', ps2)]
    for (const input of devices(domain, 'input')) {
      if (spelled(input, 'bus') !== 'ps2') continue
      const message = 'there is no PS/2 to plug this input into'
      yield { message, ...place(input, 'bus'), help: 'use the bus usb or virtio', related }
    }
    const vmport = down(features, 'vmport')
    if (vmport && spelled(vmport, 'state') === 'on') {
      const message = 'vmport needs PS/2, which is turned off'
      yield { message, ...place(vmport), help: 'turn vmport off', related }
    }
  },
}
