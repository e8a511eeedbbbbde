import type { Fluent } from '../schema/core/element.ts'
import { type Memballoon, memballoon } from '../schema/domain/memballoon.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<memballoon>`: one method a field. */
export interface MemballoonBuilder extends Fluent<typeof memballoon, MemballoonBuilder> {}
export class MemballoonBuilder extends Builder<Memballoon> {}
derive(MemballoonBuilder, memballoon)

/**
 * The device through which the host asks the guest to give memory back; `none` is a guest without one.
 *
 * @example
 * domain('fv0').hvm().memballoon(balloon().freePageReporting(true).stats(10))
 * // <memballoon model="virtio" freePageReporting="on">
 * //   <stats period="10"/>
 * // </memballoon>
 */
export const balloon = word(
  MemballoonBuilder,
  memballoon,
  (model: Memballoon['model'] = 'virtio') => ({ model }),
)
