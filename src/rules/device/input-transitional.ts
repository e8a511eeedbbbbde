import { rule } from '../../check/rule.ts'

/** An input device cannot have a transitional model. */
export const inputTransitional = rule({
  code: 'VMC2803',
  slug: 'input-transitional',
  severity: 'error',
  title: 'input devices cannot be transitional or non-transitional',
  help: 'QEMU has no input device of the model virtio-transitional or virtio-non-transitional. Use the model virtio, or leave the model out.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefInput',
  on: 'devices/input',
  needs: 'model',
  example: {
    xml: '<devices><input type="keyboard" bus="virtio" {model="virtio-non-transitional" -> }/></devices>',
  },
  *check(input) {
    const [type, model] = [input.text('type'), input.text('model')]
    if (type === undefined || type === 'evdev' || !model?.endsWith('-transitional')) return
    yield input.report(
      'model',
      `an input of type "${type}" does not support the model "${model}"`,
      'remove the model',
    )
  },
})
