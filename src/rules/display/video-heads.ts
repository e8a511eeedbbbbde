import { rule } from '../../check/rule.ts'

/** Only some video devices drive several monitors. */
export const videoHeads = rule({
  code: 'VMC2612',
  slug: 'video-heads',
  severity: 'error',
  title: 'several heads on a video device that has one',
  help: 'Only video devices of type "qxl" and "virtio" have more than one head. Leave out heads, or use one of these types.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefVideo',
  on: 'devices/video/model',
  example: { xml: '<devices><video><model type="{vga -> virtio}" heads="2"/></video></devices>' },
  *check(model) {
    const [type, heads] = [model.text('type'), model.number('heads')]
    if (type === undefined || heads === undefined || heads === 1) return
    if (MULTIPLE.includes(type)) return
    yield model.report(
      'heads',
      `a video device of type "${type}" has 1 head, not ${heads}`,
      'leave out heads, or use the type "virtio"',
    )
  },
})

// The type "none" has no properties to check.
const MULTIPLE = ['qxl', 'virtio', 'none']
