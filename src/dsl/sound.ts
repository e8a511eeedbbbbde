import type { Fluent } from '../schema/core/element.ts'
import { type Sound, sound } from '../schema/domain/sound.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<sound>` element, with one method for each field of the element. */
export interface SoundBuilder extends Fluent<typeof sound, SoundBuilder> {}
export class SoundBuilder extends Builder<Sound> {}
derive(SoundBuilder, sound)

const modelFactory = (model: Sound['model']) => factory(SoundBuilder, sound, () => ({ model }))

/**
 * An Intel HD Audio sound device on PCI Express, for q35 machines.
 *
 * @example
 * domain('fv0').hvm().sound(ich9().codec('micro').audio(1))
 * // <sound model="ich9">
 * //   <codec type="micro"/>
 * //   <audio id="1"/>
 * // </sound>
 */
export const ich9 = modelFactory('ich9')

/**
 * An Intel HD Audio sound device on PCI.
 *
 * @example
 * domain('fv0').hvm().sound(ich6())   // <sound model="ich6"/>
 */
export const ich6 = modelFactory('ich6')

/**
 * A virtio sound device. The guest needs a virtio sound driver. Since libvirt 10.4.0.
 *
 * @example
 * domain('fv0').hvm().sound(virtioSound().streams(2))   // <sound model="virtio" streams="2"/>
 */
export const virtioSound = modelFactory('virtio')

/**
 * A USB sound device.
 *
 * @example
 * domain('fv0').hvm().sound(usbAudio().multichannel(true))   // <sound model="usb" multichannel="yes"/>
 */
export const usbAudio = modelFactory('usb')

/**
 * An Intel AC97 sound device on PCI, for older guests.
 *
 * @example
 * domain('fv0').hvm().sound(ac97())   // <sound model="ac97"/>
 */
export const ac97 = modelFactory('ac97')

/**
 * An Ensoniq AudioPCI sound device, for older guests.
 *
 * @example
 * domain('fv0').hvm().sound(es1370())   // <sound model="es1370"/>
 */
export const es1370 = modelFactory('es1370')

/**
 * A Sound Blaster 16 sound device on ISA, for older guests.
 *
 * @example
 * domain('fv0').hvm().sound(sb16())   // <sound model="sb16"/>
 */
export const sb16 = modelFactory('sb16')

/**
 * The PC speaker.
 *
 * @example
 * domain('fv0').hvm().sound(pcSpeaker())   // <sound model="pcspk"/>
 */
export const pcSpeaker = modelFactory('pcspk')
