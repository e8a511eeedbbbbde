import { type Board, boardOf } from '../../check/addresses/board.ts'
import { defaultUsbModel } from '../../check/addresses/controllers.ts'
import { rule } from '../../check/rule.ts'

/** Only a USB 3 controller supports the attribute "ports". The controller can have at most 15 ports. */
export const usbControllerShape = rule({
  code: 'VMC2304',
  slug: 'usb-controller-shape',
  severity: 'error',
  title: 'number of ports not supported by the USB controller',
  help: 'Only a USB controller of model "qemu-xhci" or "nec-xhci" supports the attribute "ports", which can be at most 15. For more ports, add another controller.',
  for: 'all',
  source:
    'qemu_postparse.c: qemuDomainControllerDefPostParse; qemu_command.c: qemuBuildUSBControllerDevProps',
  on: 'devices/controller',
  needs: 'ports',
  example: {
    xml: '<devices><controller type="usb" index="0" model="qemu-xhci" ports="{16 -> 15}"/></devices>',
  },
  *check(controller, { domain, target }) {
    const ports = controller.number('ports')
    if (controller.text('type') !== 'usb' || ports === undefined) return
    const model = controller.text('model') ?? modelByArch(boardOf(domain, target))
    if (/^(nec|qemu)-xhci$/.test(model) && ports > 15) {
      yield controller.report(
        'ports',
        `a USB controller of model "${model}" cannot have ${ports} ports`,
        'use at most 15 ports, and add another controller for more',
      )
    } else if (FIXED.has(model)) {
      yield controller.report(
        'ports',
        `a USB controller of model "${model}" has a fixed number of ports`,
        "leave out ports, or use the model 'qemu-xhci'",
      )
    }
  },
})

/** The default model of a USB controller, or an empty text if it depends on the QEMU of the host. */
function modelByArch(board: Board): string {
  const model = defaultUsbModel(board, { address: undefined })
  return board.isX86 || model === 'qemu-xhci' ? model : ''
}

/** The controller models whose number of ports cannot be set. */
const FIXED = new Set([
  'piix3-uhci',
  'piix4-uhci',
  'vt82c686b-uhci',
  'pci-ohci',
  'ehci',
  'ich9-ehci1',
  'ich9-uhci1',
  'ich9-uhci2',
  'ich9-uhci3',
])
