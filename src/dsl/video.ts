import type { Fluent } from '../schema/core/element.ts'
import { type Video, type VideoModel, video, videoModel } from '../schema/domain/video.ts'
import { Builder, derive, factory } from './builder.ts'

const MODEL_KEYS = [
  'ram',
  'vram',
  'vram64',
  'vgamem',
  'heads',
  'primary',
  'blob',
  'acceleration',
  'resolution',
] as const

/**
 * The builder for a `<video>` element, with one method for each field of the element and of its
 * `<model>`.
 */
export interface VideoBuilder
  extends Fluent<typeof video, VideoBuilder>,
    Pick<Fluent<typeof videoModel, VideoBuilder>, (typeof MODEL_KEYS)[number]> {}
export class VideoBuilder extends Builder<Video> {}
derive(VideoBuilder, video)
derive(VideoBuilder, videoModel, ['model'], MODEL_KEYS)

const modelFactory = (type: VideoModel['type']) =>
  factory(VideoBuilder, video, () => ({ model: { type } }))

/**
 * A virtio GPU, which supports several screens and optional 3D acceleration. The guest needs a
 * virtio GPU driver.
 *
 * @example
 * domain('fv0').hvm().video(virtioGpu().heads(2).acceleration({ accel3d: true }))
 * // <video>
 * //   <model type="virtio" heads="2">
 * //     <acceleration accel3d="yes"/>
 * //   </model>
 * // </video>
 */
export const virtioGpu = modelFactory('virtio')

/**
 * A QXL video device, for SPICE viewers with several screens. `ram`, `vram` and `vgamem` are in
 * KiB.
 *
 * @example
 * domain('fv0').hvm().video(qxl().ram(65536).vram(65536).vgamem(16384))
 * // <video>
 * //   <model type="qxl" ram="65536" vram="65536" vgamem="16384"/>
 * // </video>
 */
export const qxl = modelFactory('qxl')

/**
 * A standard VGA video device, which works in every guest. `vram` is in KiB.
 *
 * @example
 * domain('fv0').hvm().video(vga().vram(16384))
 * // <video>
 * //   <model type="vga" vram="16384"/>
 * // </video>
 */
export const vga = modelFactory('vga')

/**
 * A Bochs display, which is a VGA video device without the legacy VGA interface, for UEFI guests.
 * Since libvirt 5.6.0.
 *
 * @example
 * domain('fv0').hvm().video(bochs())
 * // <video>
 * //   <model type="bochs"/>
 * // </video>
 */
export const bochs = modelFactory('bochs')

/**
 * A Cirrus Logic GD5446 video device, for older guests.
 *
 * @example
 * domain('fv0').hvm().video(cirrus())
 * // <video>
 * //   <model type="cirrus"/>
 * // </video>
 */
export const cirrus = modelFactory('cirrus')

/**
 * A framebuffer in guest memory. It shows the guest's screen until the guest has loaded the driver of another GPU. Since
 * libvirt 5.9.0.
 *
 * @example
 * domain('fv0').hvm().video(ramfb())
 * // <video>
 * //   <model type="ramfb"/>
 * // </video>
 */
export const ramfb = modelFactory('ramfb')

/**
 * A VMware SVGA video device.
 *
 * @example
 * domain('fv0').hvm().video(vmvga())
 * // <video>
 * //   <model type="vmvga"/>
 * // </video>
 */
export const vmvga = modelFactory('vmvga')

/**
 * Prevents libvirt from adding its default video device to a guest with a graphical display. Use
 * it, for example, for a guest with a passed-through GPU. Since libvirt 4.6.0.
 *
 * @example
 * domain('fv0').hvm().video(noVideo())
 * // <video>
 * //   <model type="none"/>
 * // </video>
 */
export const noVideo = modelFactory('none')
