import { rule } from '../../check/rule.ts'

/** Only some types of video device support several monitors. */
export const videoHeads = rule({
  code: 'VMC2612',
  slug: 'video-heads',
  severity: 'error',
  title: 'video device type does not support more than one head',
  help: 'Only video devices of type "qxl" and "virtio" can have more than one head. Remove the attribute "heads", or use one of these types.',
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
      `a video device of type "${type}" supports 1 head, not ${heads}`,
      'leave out heads, or use the type "virtio"',
    )
  },
})

// The video device types that support more than one head. The type "none" is in the list, because such a device has no
// properties to check.
const MULTIPLE = ['qxl', 'virtio', 'none']
