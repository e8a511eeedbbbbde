import { devices, down, numeric, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** The memory of a screen is a power of two, and 3D is for virtio. */
export const videoMemory: Rule = {
  code: 'VMC2607',
  slug: 'video-memory',
  severity: 'error',
  title: 'memory that a video card cannot have',
  help: 'The vgamem of a qxl is a power of two of at least 1024 KiB, and accel3d is for virtio.',
  hypervisors: QEMU,
  about: ['devices/video/model/vgamem', 'devices/video/model/acceleration'],
  wrong: {
    xml: `<devices>
  <video><model type="qxl" vgamem="1000"/></video>
</devices>`,
  },
  right: {
    xml: `<devices>
  <video><model type="qxl" vgamem="16384"/></video>
</devices>`,
  },
  *check(domain) {
    for (const card of devices(domain, 'video')) {
      const model = down(card, 'model')
      const type = spelled(model, 'type')
      if (!model || type === undefined) continue
      const vgamem = numeric(model, 'vgamem')
      if (vgamem !== undefined && !(vgamem >= 1024 && Number.isInteger(Math.log2(vgamem)))) {
        yield {
          message: `${vgamem} KiB of vgamem are no power of two of at least 1024`,
          ...place(model, 'vgamem'),
          help: 'take 16384',
        }
      }
      const acceleration = down(model, 'acceleration')
      if (!acceleration || type === 'virtio' || spelled(acceleration, 'accel3d') !== 'yes') continue
      yield {
        message: `a video card of type "${type}" draws nothing in 3D`,
        ...place(acceleration, 'accel3d'),
        help: 'use the type virtio',
      }
    }
  },
}
