import { rule } from '../../check/rule.ts'

/** bhyve has one USB controller, for one tablet. */
export const bhyveUsb = rule({
  code: 'VMC2904',
  slug: 'bhyve-usb',
  severity: 'error',
  title: 'USB devices or controllers not supported by bhyve',
  help: 'On bhyve a domain has at most one USB controller, of model "nec-xhci", and it requires one tablet. There are no other USB devices.',
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
        'a USB controller requires a tablet on bhyve, and there is none',
        "remove the controller, or add .input({ type: 'tablet', bus: 'usb' })",
      )
    }
  },
})
