import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { Video } from '../../schema/domain/video.ts'

/** A video device can have only settings that its type supports. Its memory sizes must be within the limits of QEMU. */
export const videoSettings = rule({
  code: 'VMC2691',
  slug: 'video-settings',
  severity: 'error',
  title: 'video setting not supported by the video type',
  help: 'Only video devices of type "virtio" support the driver "vhostuser", the virtio options, and the attribute "blob", which also requires memfd memory. Only the types vga, qxl, virtio and bochs support a resolution, which cannot be 0. The vram of vga and vmvga must be at least 1024 KiB. The vram and ram of qxl must be less than 4 GiB. QEMU does not support 2D acceleration. Correct or remove the setting.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefVideo; domain_validate.c: virDomainVideoDefValidate',
  on: 'devices/video',
  example: {
    xml: '<devices><video><model type="{cirrus -> vga}"><resolution x="800" y="600"/></model></video></devices>',
  },
  *check(video, { domain }) {
    const type = video.text('model/type')
    // libvirt removes the settings of a video device of type "none", so this rule skips such a device.
    if (type === undefined || type === 'none') return
    if (type !== 'virtio') yield* checkOthers(video, type)
    else if (
      video.text('model/blob') === 'on' &&
      domain.text('memoryBacking/source/type') !== 'memfd'
    )
      yield video.report(
        'model/blob',
        'blob requires memory of a memfd',
        'set the type of the <source> in <memoryBacking> to "memfd"',
      )
    if (video.has('model/acceleration/rendernode') && video.text('driver/name') !== 'vhostuser')
      yield video.report(
        'model/acceleration/rendernode',
        'a render node requires the driver "vhostuser"',
        'leave rendernode out',
      )
    if (video.text('model/acceleration/accel2d') === 'yes')
      yield video.report(
        'model/acceleration/accel2d',
        'QEMU does not have 2D acceleration',
        'leave accel2d out',
      )
    yield* checkResolution(video, type)
    yield* checkMemory(video, type)
  },
})

const VIRTIO_OPTIONS = ['iommu', 'ats', 'packed', 'page_per_vq'] as const

function* checkOthers(video: Cursor<Video>, type: string): Generator<RuleFinding> {
  const message = (what: string) => `a video device of type "${type}" does not support ${what}`
  const driver = video.first('driver')
  const option = VIRTIO_OPTIONS.find(one => driver?.text(one) !== undefined)
  if (driver && option !== undefined)
    yield driver.report(option, message(option), `leave out ${option}`)
  if (video.text('driver/name') === 'vhostuser')
    yield video.report('driver/name', message('the driver "vhostuser"'), 'use the type virtio')
  if (video.text('model/blob') !== undefined)
    yield video.report('model/blob', message('blob'), 'leave out blob, or use the type virtio')
}

const WITH_RESOLUTION = ['vga', 'qxl', 'virtio', 'bochs']

function* checkResolution(video: Cursor<Video>, type: string): Generator<RuleFinding> {
  const resolution = video.first('model/resolution')
  if (!resolution) return
  if (resolution.number('x') === 0 || resolution.number('y') === 0) {
    yield resolution.report('.', 'the resolution is 0', 'set a width and height above 0')
  } else if (!WITH_RESOLUTION.includes(type)) {
    yield resolution.report(
      '.',
      `a video device of type "${type}" has no resolution`,
      'leave it out, or use the type virtio',
    )
  }
}

/** The maximum vram and ram of a qxl device in KiB. This maximum is just below 4 GiB. */
const MAX_QXL = 2 ** 22 - 1

function* checkMemory(video: Cursor<Video>, type: string): Generator<RuleFinding> {
  const model = video.first('model')
  const vram = model?.number('vram')
  // libvirt rounds vram up to a power of two. This rule therefore accepts 513 KiB, which becomes 1024 KiB.
  if ((type === 'vga' || type === 'vmvga') && vram !== undefined && vram > 0 && vram <= 512)
    yield video.report('model/vram', `the vram of ${vram} KiB is too small`, 'use at least 1024')
  if (type !== 'qxl' || !model) return
  for (const key of ['vram', 'ram'] as const) {
    const size = model.number(key)
    if (size === undefined || size <= MAX_QXL) continue
    yield model.report(key, `the ${key} of ${size} KiB is too large`, 'use 65536')
  }
}
