import { rule } from '../../check/rule.ts'

/** Most types of video device only work as the primary one. */
export const videoSecondary = rule({
  code: 'VMC2608',
  slug: 'video-secondary',
  severity: 'error',
  title: 'video type not supported as a secondary device',
  help: 'Only video devices of type "qxl" and "virtio" can be secondary. Make any other type the primary device: the first, or the one with primary="yes".',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefVideo',
  on: 'devices',
  example: {
    xml: `<devices>
  <video><model type="{virtio -> vga}"/></video>
  <video><model type="{vga -> virtio}"/></video>
</devices>`,
  },
  *check(devices) {
    const models = devices.each('video/model')
    if (models.length < 2) return
    const primary = models.find(model => model.text('primary') === 'yes') ?? models[0]
    for (const model of models) {
      const type = model.text('type')
      if (model === primary || type === undefined || SECONDARY.includes(type)) continue
      yield model.report(
        'type',
        `a video device of type "${type}" must be the primary one`,
        "put it first, or set primary: 'yes' on it",
      )
    }
  },
})

// The rule "video" reports "none".
const SECONDARY = ['qxl', 'virtio', 'none']
