import { archOf, isS390, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The bus of an input device must support its type. Only a virtio input device can have a model. */
export const inputBus = rule({
  code: 'VMC2808',
  slug: 'input-bus',
  severity: 'error',
  title: 'bus does not support the input device',
  help: 'The bus ps2 exists only on x86 and supports only mice and keyboards. Put tablets on the bus usb or virtio. Put input devices that have a model or the type "passthrough" on the bus virtio.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainInputDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefInput',
  on: 'devices/input',
  needs: 'model',
  where: { bus: 'ps2', type: 'passthrough' },
  example: {
    xml: `<devices>
  <input type="tablet" bus="{ps2 -> usb}"/>
</devices>`,
  },
  *check(input, { domain }) {
    const [type, bus] = [input.text('type'), input.text('bus')]
    const arch = archOf(domain)
    const isWrongBus =
      (bus === 'ps2' && type !== 'mouse' && type !== 'keyboard') ||
      (type === 'passthrough' && bus !== undefined && bus !== 'virtio')
    if (isWrongBus && type !== undefined) {
      yield input.report(
        'bus',
        `an input of type "${type}" cannot be on the bus ${bus}`,
        type === 'passthrough' ? 'use the bus virtio' : 'use the bus usb or virtio',
      )
    } else if (bus === 'ps2' && arch !== undefined && !isX86(arch)) {
      yield input.report('bus', `the architecture ${arch} has no PS/2`, 'use the bus usb or virtio')
    } else if (input.has('model') && bus !== 'virtio' && (bus !== undefined || !isS390(domain))) {
      yield input.report(
        'model',
        bus === undefined
          ? 'only an input on the bus virtio can have a model'
          : `an input on the bus ${bus} cannot have a model`,
        'remove the model, or use the bus virtio',
      )
    }
  },
})
