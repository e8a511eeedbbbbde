import { rule } from '../../check/rule.ts'

/** A video device of type "none" cannot be combined with other video devices. Only one video device can be primary. */
export const video = rule({
  code: 'VMC2603',
  slug: 'video',
  severity: 'error',
  title: 'conflicting video devices, or a ramfb device with an address',
  help: 'A video device of type "none" cannot be combined with other video devices. Only one video device can be primary. A video device of type "ramfb" cannot have an address. Remove the conflicting device or setting.',
  for: 'all',
  source: 'domain_validate.c: virDomainVideoDefValidate, virDomainDefVideoValidate',
  on: 'devices',
  needs: 'video',
  example: {
    xml: `<devices>
  <video><model type="virtio" primary="yes"/></video>
  <video><model type="qxl" {primary="yes" -> }/></video>
</devices>`,
  },
  *check(devices) {
    const videos = devices.each('video')
    const models = devices.each('video/model')
    const none = models.find(model => model.text('type') === 'none')
    if (none && videos.length > 1) {
      yield none.report(
        'type',
        'a video device of type "none" must be the only one',
        'leave it out, or leave out all the others',
      )
    }
    const [first, second] = models.filter(model => model.text('primary') === 'yes')
    if (first && second) {
      yield second.report(
        'primary',
        'two video devices are primary',
        "set primary: 'yes' on one of them only",
        { related: [first.related('primary', 'the first primary device')] },
      )
    }
    for (const one of videos) {
      const address = one.first('address')
      if (!address || one.text('model/type') !== 'ramfb') continue
      yield address.report(
        '.',
        'a video device of type "ramfb" cannot have an address',
        'leave the address out',
      )
    }
  },
})
