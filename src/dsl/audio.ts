import type { Fluent } from '../schema/core/element.ts'
import { type Audio, audio as audioElement } from '../schema/domain/audio.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds an `<audio>`: one method a field. */
export interface AudioBuilder extends Fluent<typeof audioElement, AudioBuilder> {}
export class AudioBuilder extends Builder<Audio> {}
derive(AudioBuilder, audioElement)

/**
 * Where the sound of the guest goes on the host; sound cards name it by its number, 1 unless another is given.
 *
 * @example
 * domain('fv0').hvm().sound('ich9').audio(audio('pipewire').runtimeDir('/run/user/1000'))
 * // <sound model="ich9"/>
 * // <audio id="1" type="pipewire" runtimeDir="/run/user/1000"/>
 */
export const audio = word(
  AudioBuilder,
  audioElement,
  (type: Audio['type'], id: Audio['id'] = 1) => ({
    id,
    type,
  }),
)
