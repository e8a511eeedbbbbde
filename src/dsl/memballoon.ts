import type { Fluent } from '../schema/core/element.ts'
import { type Memballoon, memballoon } from '../schema/domain/memballoon.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<memballoon>` element, with one method for each field of the element. */
export interface MemballoonBuilder extends Fluent<typeof memballoon, MemballoonBuilder> {}
export class MemballoonBuilder extends Builder<Memballoon> {}
derive(MemballoonBuilder, memballoon)

/**
 * A memory balloon, with which the host takes back unused memory of the guest. The default model is
 * `virtio`. The model `none` creates a guest without a balloon.
 *
 * @example
 * domain('fv0').hvm().memballoon(balloon().freePageReporting(true).stats(10))
 * // <memballoon model="virtio" freePageReporting="on">
 * //   <stats period="10"/>
 * // </memballoon>
 */
export const balloon = factory(
  MemballoonBuilder,
  memballoon,
  (model: Memballoon['model'] = 'virtio') => ({ model }),
)
