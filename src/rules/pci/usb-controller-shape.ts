import { rule } from '../../check/rule.ts'

/** A USB controller cannot have more ports than its model supports. */
export const usbControllerShape = rule({
  code: 'VMC2304',
  slug: 'usb-controller-shape',
  severity: 'error',
  title: 'USB controller has too many ports',
  help: 'A USB controller of model "qemu-xhci" or "nec-xhci" can have at most 15 ports. For more ports, add another controller.',
  for: 'all',
  source: 'qemu_postparse.c: qemuDomainControllerDefPostParse',
  on: 'devices/controller',
  example: {
    xml: '<devices><controller type="usb" index="0" model="qemu-xhci" ports="{16 -> 15}"/></devices>',
  },
  *check(controller) {
    if (controller.text('type') !== 'usb') return
    const model = controller.text('model') ?? ''
    const ports = controller.number('ports')
    if (/^(nec|qemu)-xhci$/.test(model) && ports !== undefined && ports > 15) {
      yield controller.report(
        'ports',
        `a USB controller of model "${model}" cannot have ${ports} ports`,
        'use at most 15 ports, and add another controller for more',
      )
    }
  },
})
