import { rule } from '../../check/rule.ts'

/** A USB controller has no more ports than its model supports, and a companion controller has a master. */
export const usbControllerShape = rule({
  code: 'VMC2304',
  slug: 'usb-controller-shape',
  severity: 'error',
  title: 'USB controller has too many ports or no master',
  help: 'An xHCI controller has at most 15 ports. The ich9-uhci controllers are companions of an ich9-ehci1 with the same index.',
  for: 'all',
  source:
    'qemu_postparse.c: qemuDomainControllerDefPostParse; domain_conf.c: virDomainDefControllersParse',
  on: 'devices/controller',
  example: {
    xml: '<devices><controller type="usb" index="0" model="qemu-xhci" ports="{16 -> 15}"/></devices>',
  },
  *check(controller, { domain }) {
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
    if (!model.startsWith('ich9-uhci')) return
    const index = controller.number('index')
    for (const other of domain.each('devices/controller'))
      if (other.text('model') === 'ich9-ehci1' && other.number('index') === index) return
    yield controller.report(
      'model',
      `a USB controller of model "${model}" needs an ich9-ehci1 with the same index`,
      `add an ich9-ehci1${index === undefined ? '' : ` with index ${index}`}, or use the model qemu-xhci`,
    )
  },
})
