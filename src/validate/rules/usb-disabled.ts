import { busOf } from '../disks.ts'
import type { Here } from '../here.ts'
import { also, devices, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A guest without USB has no USB devices. */
export const usbDisabled: Rule = {
  code: 'VMC2305',
  slug: 'usb-disabled',
  severity: 'error',
  title: 'USB device without USB',
  help: 'A USB controller of model "none" turns USB off: no other controller, and no device on USB, can be there.',
  hypervisors: QEMU,
  about: ['devices/controller/model'],
  wrong: {
    xml: `<devices>
  <controller type="usb" model="none"/>
  <input type="tablet" bus="usb"/>
</devices>`,
  },
  right: {
    xml: `<devices>
  <controller type="usb" model="qemu-xhci"/>
  <input type="tablet" bus="usb"/>
</devices>`,
  },
  *check(domain) {
    const controllers = devices(domain, 'controller').filter(one => spelled(one, 'type') === 'usb')
    const none = controllers.find(one => spelled(one, 'model') === 'none')
    if (!none) return
    const strangers: readonly Here[] = [
      ...controllers.filter(one => one !== none),
      ...devices(domain, 'hub'),
      ...devices(domain, 'redirdev'),
      ...devices(domain, 'input').filter(one => spelled(one, 'bus') === 'usb'),
      ...devices(domain, 'disk').filter(one => busOf(one) === 'usb'),
      ...devices(domain, 'hostdev').filter(one => spelled(one, 'type') === 'usb'),
    ]
    for (const here of strangers) {
      yield {
        message: `USB is turned off, and this <${here.name}> needs it`,
        ...place(here),
        help: 'leave it out, or give the USB controller a model such as qemu-xhci',
        related: [also('USB is turned off here', none, 'model')],
      }
    }
  },
}
