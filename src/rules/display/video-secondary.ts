import { archOf, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Most types of video device can be used only as the primary video device. */
export const videoSecondary = rule({
  code: 'VMC2608',
  slug: 'video-secondary',
  severity: 'error',
  title: 'video type not supported as a secondary device',
  help: 'Only a video device of type "qxl" or "virtio" can be a secondary device. A video device of any other type must be the primary device, which is the first one or the one with primary="yes". Change the type or remove the device.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefVideo',
  on: 'devices',
  needs: 'video',
  example: {
    xml: `<devices>
  <video><model type="{virtio -> vga}"/></video>
  <video><model type="{vga -> virtio}"/></video>
</devices>`,
  },
  *check(devices, { domain }) {
    const videos = devices.each('video')
    if (videos.length < 2) return
    const primary = videos.find(video => video.text('model/primary') === 'yes') ?? videos[0]
    // A video device without a type becomes a device of type vga on a PC. A device of type vga must be the primary device.
    const usual = isX86(archOf(domain) ?? '') ? 'vga' : undefined
    for (const video of videos) {
      const type = video.text('model/type') ?? usual
      if (video === primary || type === undefined || SECONDARY.includes(type)) continue
      const model = video.first('model')
      yield (model ?? video).report(
        '.',
        `a video device of type "${type}" must be the primary one`,
        "put it first, or set primary: 'yes' on it",
      )
    }
  },
})

// This rule skips video devices of type "none", because the rule "video" reports them.
const SECONDARY = ['qxl', 'virtio', 'none']
