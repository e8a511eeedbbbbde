import type { Fluent } from '../schema/core/element.ts'
import { type Input, type InputSource, input } from '../schema/domain/input.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds an `<input>`: one method a field. */
export interface InputBuilder extends Fluent<typeof input, InputBuilder> {}
export class InputBuilder extends Builder<Input> {}
derive(InputBuilder, input)

/**
 * A mouse, which moves the pointer relatively.
 *
 * @example
 * domain('fv0').hvm().input(mouse().bus('ps2'))   // <input type="mouse" bus="ps2"/>
 */
export const mouse = word(InputBuilder, input, () => ({ type: 'mouse' }))

/**
 * A tablet, which points absolutely, so that the pointers of guest and viewer stay together.
 *
 * @example
 * domain('fv0').hvm().input(tablet().bus('usb'))   // <input type="tablet" bus="usb"/>
 */
export const tablet = word(InputBuilder, input, () => ({ type: 'tablet' }))

/**
 * A keyboard.
 *
 * @example
 * domain('fv0').hvm().input(keyboard().bus('virtio'))   // <input type="keyboard" bus="virtio"/>
 */
export const keyboard = word(InputBuilder, input, () => ({ type: 'keyboard' }))

/**
 * A keyboard or mouse of the host that guest and host take turns with: both control keys hand it over, and with it all
 * others where `grab` is `all`.
 *
 * @example
 * domain('fv0').hvm().input(evdev('/dev/input/event1', { grab: 'all', repeat: true }))
 * // <input type="evdev">
 * //   <source dev="/dev/input/event1" grab="all" repeat="on"/>
 * // </input>
 */
export const evdev = word(
  InputBuilder,
  input,
  (dev: string, options: Pick<InputSource, 'grab' | 'repeat' | 'grabToggle'> = {}) => ({
    type: 'evdev',
    source: { ...options, dev },
  }),
)

/**
 * A keyboard, mouse or tablet of the host that the guest gets to itself.
 *
 * @example
 * domain('fv0').hvm().input(hostInput('/dev/input/event1'))
 * // <input type="passthrough" bus="virtio">
 * //   <source evdev="/dev/input/event1"/>
 * // </input>
 */
export const hostInput = word(InputBuilder, input, (evdev: string) => ({
  type: 'passthrough',
  bus: 'virtio',
  source: { evdev },
}))
