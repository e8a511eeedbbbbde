import { devices, numeric, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** A USB controller has as many ports as its model can, and a companion has a master. */
export const usbControllerShape: Rule = {
  code: 'VMC2304',
  slug: 'usb-controller-shape',
  severity: 'error',
  title: 'USB controller that no model is like',
  help: 'An xHCI controller has at most 15 ports; the ich9-uhci controllers are companions of an ich9-ehci1 of the same index.',
  about: ['devices/controller/model'],
  wrong: {
    xml: '<devices><controller type="usb" index="0" model="qemu-xhci" ports="16"/></devices>',
  },
  right: {
    xml: '<devices><controller type="usb" index="0" model="qemu-xhci" ports="15"/></devices>',
  },
  *check(domain) {
    const all = devices(domain, 'controller').filter(one => spelled(one, 'type') === 'usb')
    for (const controller of all) {
      const model = spelled(controller, 'model') ?? ''
      const ports = numeric(controller, 'ports')
      if (/^(nec|qemu)-xhci$/.test(model) && ports !== undefined && ports > 15) {
        const message = `a USB controller of model "${model}" has no ${ports} ports`
        yield {
          message,
          ...place(controller, 'ports'),
          help: 'it has at most 15; add a second one',
        }
      }
      if (!/^ich9-uhci/.test(model)) continue
      const index = numeric(controller, 'index')
      const isMaster = (one: (typeof all)[number]) =>
        spelled(one, 'model') === 'ich9-ehci1' && numeric(one, 'index') === index
      if (all.some(isMaster)) continue
      yield {
        message: `a USB controller of model "${model}" is the companion of an ich9-ehci1, which is not there`,
        ...place(controller, 'model'),
        help: `add one with the same index${index === undefined ? '' : `, ${index}`}, or use qemu-xhci`,
      }
    }
  },
}
