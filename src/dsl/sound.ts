import type { Fluent } from '../schema/core/element.ts'
import { type Sound, sound } from '../schema/domain/sound.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<sound>`: one method a field. */
export interface SoundBuilder extends Fluent<typeof sound, SoundBuilder> {}
export class SoundBuilder extends Builder<Sound> {}
derive(SoundBuilder, sound)

const card = (model: Sound['model']) => word(SoundBuilder, sound, () => ({ model }))

/**
 * Intel's HD Audio on PCI Express, for q35 machines.
 *
 * @example
 * domain('fv0').hvm().sound(ich9().codec('micro').audio(1))
 * // <sound model="ich9">
 * //   <codec type="micro"/>
 * //   <audio id="1"/>
 * // </sound>
 */
export const ich9 = card('ich9')

/**
 * Intel's HD Audio on PCI.
 *
 * @example
 * domain('fv0').hvm().sound(ich6())   // <sound model="ich6"/>
 */
export const ich6 = card('ich6')

/**
 * The paravirtualized card.
 *
 * @example
 * domain('fv0').hvm().sound(virtioSound().streams(2))   // <sound model="virtio" streams="2"/>
 */
export const virtioSound = card('virtio')

/**
 * A card on USB.
 *
 * @example
 * domain('fv0').hvm().sound(usbAudio().multichannel(true))   // <sound model="usb" multichannel="yes"/>
 */
export const usbAudio = card('usb')

/**
 * A card of 1997, for guests of that time.
 *
 * @example
 * domain('fv0').hvm().sound(ac97())   // <sound model="ac97"/>
 */
export const ac97 = card('ac97')

/**
 * Ensoniq's AudioPCI.
 *
 * @example
 * domain('fv0').hvm().sound(es1370())   // <sound model="es1370"/>
 */
export const es1370 = card('es1370')

/**
 * A SoundBlaster 16, on ISA.
 *
 * @example
 * domain('fv0').hvm().sound(sb16())   // <sound model="sb16"/>
 */
export const sb16 = card('sb16')

/**
 * The speaker inside a PC, which beeps.
 *
 * @example
 * domain('fv0').hvm().sound(pcSpeaker())   // <sound model="pcspk"/>
 */
export const pcSpeaker = card('pcspk')
