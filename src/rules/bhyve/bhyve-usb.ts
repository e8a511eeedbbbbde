import { rule } from '../../check/rule.ts'

/** A bhyve guest can have only one USB controller, and this controller requires a USB tablet. */
export const bhyveUsb = rule({
  code: 'VMC2904',
  slug: 'bhyve-usb',
  severity: 'error',
  title: 'USB devices or controllers not supported by bhyve',
  help: 'A bhyve guest can have only one USB controller, of model "nec-xhci", and only one USB device, a tablet. The controller cannot be used without the tablet. Remove all other USB controllers and devices.',
  for: ['bhyve'],
  source:
    'bhyve_command.c: bhyveBuildControllerArgStr; bhyve_command.c: bhyveBuildUSBControllerArgStr',
  on: 'devices',
  example: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><controller type="usb" model="nec-xhci"/>{ -> <input type="tablet" bus="usb"/>}</devices></domain>`,
  },
  *check(devices) {
    const [first, second] = devices.each('controller').filter(one => one.text('type') === 'usb')
    const [input, secondInput] = devices.each('input').filter(one => one.text('bus') === 'usb')
    if (first && second) {
      yield second.report(
        '.',
        'bhyve has only one USB controller, and this is the second',
        'keep one of them',
        { related: [first.related('.', 'the first is here')] },
      )
    }
    if (input && secondInput) {
      yield secondInput.report(
        '.',
        'bhyve has only one USB device, and this is the second',
        'keep one tablet',
        { related: [input.related('.', 'the first is here')] },
      )
    }
    if (first && !input) {
      yield first.report(
        '.',
        'on bhyve, a USB controller requires a tablet, but the domain has none',
        'remove the controller, or add .input(tablet().bus(\'usb\')), in XML <input type="tablet" bus="usb"/>',
      )
    }
  },
})
