import { also, devices, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** bhyve has one USB controller, for one tablet. */
export const bhyveUsb: Rule = {
  code: 'VMC2904',
  slug: 'bhyve-usb',
  severity: 'error',
  title: 'USB that bhyve does not have',
  help: 'On bhyve one USB controller, of model "nec-xhci", serves one tablet, and is there for nothing else.',
  hypervisors: ['bhyve'],
  about: ['devices/controller', 'devices/input'],
  wrong: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><controller type="usb" model="nec-xhci"/></devices></domain>`,
  },
  right: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><controller type="usb" model="nec-xhci"/><input type="tablet" bus="usb"/></devices></domain>`,
  },
  *check(domain) {
    const [first, second] = devices(domain, 'controller').filter(
      one => spelled(one, 'type') === 'usb',
    )
    const inputs = devices(domain, 'input').filter(one => spelled(one, 'bus') === 'usb')
    if (first && second) {
      yield {
        message: 'bhyve has one USB controller, and this is the second',
        ...place(second),
        help: 'keep one of them',
        related: [also('the first is here', first)],
      }
    }
    if (inputs[1]) {
      yield {
        message: 'bhyve has one USB device, and this is the second',
        ...place(inputs[1]),
        help: 'keep one tablet',
        related: [also('the first is here', inputs[0]!)],
      }
    }
    if (!first || inputs.length > 0) return
    yield {
      message: 'bhyve has USB for a tablet alone, which is not there',
      ...place(first),
      help: "leave the controller out, or add .input({ type: 'tablet', bus: 'usb' })",
    }
  },
}
