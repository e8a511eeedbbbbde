import type { Fluent } from '../schema/core/element.ts'
import { type Input, type InputSource, input } from '../schema/domain/input.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for an `<input>` element, with one method for each field of the element. */
export interface InputBuilder extends Fluent<typeof input, InputBuilder> {}
export class InputBuilder extends Builder<Input> {}
derive(InputBuilder, input)

/**
 * A mouse, which reports relative movements to the guest. For graphical viewers, prefer `tablet()`.
 *
 * @example
 * domain('fv0').hvm().input(mouse().bus('ps2'))   // <input type="mouse" bus="ps2"/>
 */
export const mouse = factory(InputBuilder, input, () => ({ type: 'mouse' }))

/**
 * A tablet, which reports absolute positions to the guest. The pointer of the guest follows the
 * pointer of the viewer.
 *
 * @example
 * domain('fv0').hvm().input(tablet().bus('usb'))   // <input type="tablet" bus="usb"/>
 */
export const tablet = factory(InputBuilder, input, () => ({ type: 'tablet' }))

/**
 * A keyboard.
 *
 * @example
 * domain('fv0').hvm().input(keyboard().bus('virtio'))   // <input type="keyboard" bus="virtio"/>
 */
export const keyboard = factory(InputBuilder, input, () => ({ type: 'keyboard' }))

/**
 * A keyboard or mouse that the host and the guest share. Press both Ctrl keys to switch the device between host and guest. With
 * `grab: 'all'`, this also switches the other evdev devices of the guest. Since libvirt 7.4.0 (`grabToggle`: 7.6.0).
 *
 * @example
 * domain('fv0').hvm().input(evdev('/dev/input/event1', { grab: 'all', repeat: true }))
 * // <input type="evdev">
 * //   <source dev="/dev/input/event1" grab="all" repeat="on"/>
 * // </input>
 */
export const evdev = factory(
  InputBuilder,
  input,
  (dev: string, options: Pick<InputSource, 'grab' | 'repeat' | 'grabToggle'> = {}) => ({
    type: 'evdev',
    source: { ...options, dev },
  }),
)

/**
 * A keyboard, mouse or tablet of the host that only the guest uses.
 *
 * @example
 * domain('fv0').hvm().input(hostInput('/dev/input/event1'))
 * // <input type="passthrough" bus="virtio">
 * //   <source evdev="/dev/input/event1"/>
 * // </input>
 */
export const hostInput = factory(InputBuilder, input, (evdev: string) => ({
  type: 'passthrough',
  bus: 'virtio',
  source: { evdev },
}))
