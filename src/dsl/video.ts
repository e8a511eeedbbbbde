import type { Fluent } from '../schema/core/element.ts'
import { type Video, type VideoModel, video, videoModel } from '../schema/domain/video.ts'
import { Builder, derive, word } from './builder.ts'

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

/** Builds a `<video>`: one method a field, and those of its model. */
export interface VideoBuilder
  extends Fluent<typeof video, VideoBuilder>,
    Pick<Fluent<typeof videoModel, VideoBuilder>, (typeof MODEL_KEYS)[number]> {}
export class VideoBuilder extends Builder<Video> {}
derive(VideoBuilder, video)
derive(VideoBuilder, videoModel, ['model'], MODEL_KEYS)

const card = (type: VideoModel['type']) => word(VideoBuilder, video, () => ({ model: { type } }))

/**
 * The paravirtualized card, for guests that have a driver for it; several screens, and three dimensions.
 *
 * @example
 * domain('fv0').hvm().video(virtioGpu().heads(2).acceleration({ accel3d: true }))
 * // <video>
 * //   <model type="virtio" heads="2">
 * //     <acceleration accel3d="yes"/>
 * //   </model>
 * // </video>
 */
export const virtioGpu = card('virtio')

/**
 * The paravirtualized card of SPICE; several screens.
 *
 * @example
 * domain('fv0').hvm().video(qxl().ram(65536).vram(65536).vgamem(16384))
 * // <video>
 * //   <model type="qxl" ram="65536" vram="65536" vgamem="16384"/>
 * // </video>
 */
export const qxl = card('qxl')

/**
 * A plain card that every guest can drive.
 *
 * @example
 * domain('fv0').hvm().video(vga().vram(16384))
 * // <video>
 * //   <model type="vga" vram="16384"/>
 * // </video>
 */
export const vga = card('vga')

/**
 * A plain card without the old VGA ports, for guests that start with UEFI.
 *
 * @example
 * domain('fv0').hvm().video(bochs())
 * // <video>
 * //   <model type="bochs"/>
 * // </video>
 */
export const bochs = card('bochs')

/**
 * A card of 1993, for guests of that time.
 *
 * @example
 * domain('fv0').hvm().video(cirrus())
 * // <video>
 * //   <model type="cirrus"/>
 * // </video>
 */
export const cirrus = card('cirrus')

/**
 * A mere piece of memory as a screen, until the guest drives a real card.
 *
 * @example
 * domain('fv0').hvm().video(ramfb())
 * // <video>
 * //   <model type="ramfb"/>
 * // </video>
 */
export const ramfb = card('ramfb')

/**
 * VMware's card.
 *
 * @example
 * domain('fv0').hvm().video(vmvga())
 * // <video>
 * //   <model type="vmvga"/>
 * // </video>
 */
export const vmvga = card('vmvga')

/**
 * No card at all, where libvirt would add one: for guests that get one of the host's.
 *
 * @example
 * domain('fv0').hvm().video(noVideo())
 * // <video>
 * //   <model type="none"/>
 * // </video>
 */
export const noVideo = card('none')
