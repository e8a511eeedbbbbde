import type { Fluent } from '../schema/core/element.ts'
import { type Audio, audio as audioElement } from '../schema/domain/audio.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for an `<audio>` element, with one method for each field of the element. */
export interface AudioBuilder extends Fluent<typeof audioElement, AudioBuilder> {}
export class AudioBuilder extends Builder<Audio> {}
derive(AudioBuilder, audioElement)

/**
 * An audio backend. It connects the guest's sound devices to a sound system of the host. `type` is the sound system, such as
 * `pipewire`, `pulseaudio` or `alsa`. The type `none` means that the guest has no sound. A sound device refers to a backend by
 * `id`, which is 1 by default. Since libvirt 6.7.0 (`pipewire`: 9.10.0).
 *
 * @example
 * domain('fv0').hvm().sound('ich9').audio(audio('pipewire').runtimeDir('/run/user/1000'))
 * // <sound model="ich9"/>
 * // <audio id="1" type="pipewire" runtimeDir="/run/user/1000"/>
 */
export const audio = factory(
  AudioBuilder,
  audioElement,
  (type: Audio['type'], id: Audio['id'] = 1) => ({
    id,
    type,
  }),
)
