import { rule } from '../../check/rule.ts'

/** An input device must be on a bus that supports its type, and only a virtio device can have a model. */
export const inputBus = rule({
  code: 'VMC2808',
  slug: 'input-bus',
  severity: 'error',
  title: 'input device not supported by its bus',
  help: 'The bus ps2 supports only mice and keyboards; put tablets on usb or virtio. An input device of type "passthrough" requires the bus virtio, and so does an input device with a model.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainInputDefValidate',
  on: 'devices/input',
  example: {
    xml: `<devices>
  <input type="tablet" bus="{ps2 -> usb}"/>
</devices>`,
  },
  *check(input) {
    const [type, bus] = [input.text('type'), input.text('bus')]
    const isWrongBus =
      (bus === 'ps2' && type !== 'mouse' && type !== 'keyboard') ||
      (type === 'passthrough' && bus !== undefined && bus !== 'virtio')
    if (isWrongBus && type !== undefined) {
      yield input.report(
        'bus',
        `an input of type "${type}" cannot be on the bus ${bus}`,
        type === 'passthrough' ? 'use the bus virtio' : 'use the bus usb or virtio',
      )
    } else if (input.has('model') && bus !== undefined && bus !== 'virtio') {
      yield input.report(
        'model',
        `an input on the bus ${bus} cannot have a model`,
        'remove the model, or use the bus virtio',
      )
    }
  },
})
