import { rule } from '../../check/rule.ts'

/** The `<acceleration>` of a video device must have at least one attribute. */
export const videoAcceleration = rule({
  code: 'VMC2684',
  slug: 'video-acceleration',
  severity: 'error',
  title: '<acceleration> has no attributes',
  help: 'An <acceleration> must have at least one of the attributes "accel3d", "accel2d" and "rendernode". Add an attribute, or remove <acceleration>.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainVideoAccelDefParseXML',
  on: 'devices/video/model/acceleration',
  example: {
    xml: '<devices><video><model type="virtio"><acceleration { -> accel3d="no"}/></model></video></devices>',
  },
  *check(acceleration) {
    if (
      (['accel3d', 'accel2d', 'rendernode'] as const).some(
        one => acceleration.has(one) || acceleration.text(one) !== undefined,
      )
    )
      return
    yield acceleration.report('.', '<acceleration> has no setting', 'set accel3d, or remove it')
  },
})
