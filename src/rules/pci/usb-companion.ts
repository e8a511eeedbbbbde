import { rule } from '../../check/rule.ts'

/** A companion USB controller of model ich9-uhci1, ich9-uhci2 or ich9-uhci3 requires a main controller of model ich9-ehci1. */
export const usbCompanion = rule({
  code: 'VMC2319',
  slug: 'usb-companion',
  severity: 'warning',
  title: 'main controller of a USB companion is not an ich9-ehci1',
  help: 'A USB controller of model ich9-uhci1, ich9-uhci2 or ich9-uhci3 is a companion controller: it serves the slow USB devices of an ich9-ehci1 controller with the same index. Give the controller with the same index the model ich9-ehci1, or use a single controller of model "qemu-xhci".',
  for: 'qemu',
  source: 'hw/usb/hcd-uhci.c: usb_uhci_common_realize; libvirt does not check it',
  on: 'devices/controller',
  where: { model: ['ich9-uhci1', 'ich9-uhci2', 'ich9-uhci3'] },
  example: {
    xml: `<devices>
  <controller type="usb" index="0" model="{ehci -> ich9-ehci1}"/>
  <controller type="usb" index="0" model="ich9-uhci1"><master startport="0"/></controller>
</devices>`,
  },
  *check(controller, { domain }) {
    const model = controller.text('model') ?? ''
    if (controller.text('type') !== 'usb' || !model.startsWith('ich9-uhci')) return
    const index = controller.number('index')
    const others = domain
      .each('devices/controller')
      .filter(one => one.text('type') === 'usb' && one.number('index') === index)
      .map(one => one.text('model') ?? 'piix3-uhci')
    const master = others.find(one => !one.startsWith('ich9-uhci'))
    // This rule skips a companion controller without any main controller, because the rule usb-master reports it.
    if (master === undefined || others.includes('ich9-ehci1')) return
    yield controller.report(
      'model',
      `a USB controller of model "${model}" cannot be the companion of a "${master}"`,
      'make the controller with the same index an ich9-ehci1, or use the model qemu-xhci alone',
    )
  },
})
