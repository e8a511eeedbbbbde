import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The memory of a QXL device must be a power of two, and only virtio video devices support 3D acceleration. */
export const videoMemory = rule({
  code: 'VMC2607',
  slug: 'video-memory',
  severity: 'error',
  title: 'invalid vgamem, or 3D acceleration requires type "virtio"',
  help: 'The vgamem of a video device of type "qxl" must be a power of two and at least 1024 KiB. Only a video device of type "virtio" supports accel3d. Correct the setting, or change the type.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefVideo',
  on: 'devices/video/model',
  example: {
    xml: `<devices>
  <video><model type="qxl" vgamem="{1000 -> 16384}"/></video>
</devices>`,
  },
  *check(model, { target }) {
    const type = model.text('type')
    if (type === undefined) return
    const vgamem = model.number('vgamem')
    // libvirt treats a size of 0 like a size that is not set, so this rule accepts 0.
    if (vgamem && !(vgamem >= 1024 && Number.isInteger(Math.log2(vgamem)))) {
      yield model.report(
        'vgamem',
        `vgamem is ${vgamem} KiB, but must be a power of two of at least 1024`,
        'use 16384',
      )
    }
    if (type === 'virtio' || type === 'none' || model.text('acceleration/accel3d') !== 'yes') return
    // libvirt 12.9 ignores accel3d on video devices of other types. The first release that ignores it is not known, so this
    // rule checks only releases before 11.4.
    if (!isBefore(target, '11.4.0')) return
    yield model.report(
      'acceleration/accel3d',
      `a video device of type "${type}" does not support 3D acceleration`,
      'use the type virtio',
    )
  },
})
