import { rule } from '../../check/rule.ts'

/** An emulated input device cannot have a transitional model. */
export const inputTransitional = rule({
  code: 'VMC2803',
  slug: 'input-transitional',
  severity: 'error',
  title: 'transitional model for an input device that QEMU emulates',
  help: 'Only input devices of type "passthrough" can have the model virtio-transitional or virtio-non-transitional. Use the model virtio for a mouse, tablet or keyboard.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefInput',
  on: 'devices/input',
  needs: 'model',
  example: {
    xml: '<devices><input type="keyboard" bus="virtio" {model="virtio-non-transitional" -> }/></devices>',
  },
  *check(input) {
    const [type, model] = [input.text('type'), input.text('model')]
    if (type === undefined || type === 'passthrough' || !model?.endsWith('-transitional')) return
    yield input.report(
      'model',
      `an input of type "${type}" does not support the model "${model}"`,
      'remove the model',
    )
  },
})
