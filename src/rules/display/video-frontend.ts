import type { Cursor, DomainCursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Video } from '../../schema/domain/video.ts'

/**
 * A virtio video device can use a frontend only if the frontend supports the driver and the 3D acceleration of the device. Some
 * frontends work only for the primary video device.
 */
export const videoFrontend = rule({
  code: 'VMC2666',
  slug: 'video-frontend',
  severity: 'error',
  title: 'QEMU frontend in <model device> does not fit the video device',
  help: 'The attribute "device" in the <model> of a virtio video device is the name of the QEMU device (the frontend). A frontend whose name contains "-vga" works only for the primary video device. A frontend whose name ends with "-gl" requires 3D acceleration. A frontend whose name begins with "vhost-user-" requires the driver "vhostuser", and this driver supports no other frontends. Remove "device": libvirt then chooses the frontend. The attribute "edid" works only with the video types vga, bochs and virtio.',
  for: 'qemu',
  source: 'NEWS.rst of libvirt 12.5.0 and 11.7.0; measured with libvirt 12.9.0',
  on: 'devices/video',
  example: {
    xml: `<devices><video><model type="{cirrus -> vga}" edid="on"/></video></devices>`,
  },
  *check(video, { domain }) {
    const type = video.text('model/type')
    if (type !== undefined && !WITH_EDID.includes(type) && video.text('model/edid') !== undefined)
      yield video.report(
        'model/edid',
        `a video device of type "${type}" does not support edid`,
        'leave out edid',
      )
    const device = video.text('model/device')
    if (device === undefined) return
    const isVhostUser = video.text('driver/name') === 'vhostuser'
    const report = (message: string, help: string) => video.report('model/device', message, help)
    if (type !== 'virtio') {
      yield report(
        `only a virtio video device can have the frontend "${device}"`,
        'leave out device',
      )
    } else if (device.startsWith('vhost-user-') !== isVhostUser) {
      yield report(
        isVhostUser
          ? `the driver "vhostuser" does not support the frontend "${device}"`
          : `the frontend "${device}" requires the driver "vhostuser"`,
        'leave out device',
      )
    } else if (device.endsWith('-gl') && video.text('model/acceleration/accel3d') !== 'yes') {
      yield report(
        `the frontend "${device}" requires 3D acceleration`,
        "leave out device, or set accel3d: 'yes'",
      )
    } else if (device.includes('-vga') && !isPrimary(video, domain)) {
      yield report(
        `the frontend "${device}" works only for the primary video device`,
        'use virtio-gpu, or leave out device',
      )
    }
  },
})

const WITH_EDID = ['vga', 'bochs', 'virtio', 'none']

/** If no video device has primary="yes", the first one is the primary device. */
function isPrimary(video: Cursor<Video>, domain: DomainCursor): boolean {
  const videos = domain.each('devices/video')
  const primary = videos.find(one => one.text('model/primary') === 'yes') ?? videos[0]
  return primary?.node === video.node
}
