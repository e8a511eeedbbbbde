import type { Fluent } from '../schema/element.ts'
import { type Input, input } from '../schema/input.ts'
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
