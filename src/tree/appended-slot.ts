import { type AppendedList, append } from './appended-list.ts'
import {
  type InvalidValue,
  type Node,
  type Scalar,
  type Slot,
  type Value,
  valuesOf,
} from './node.ts'
import type { Origin } from './origin.ts'

/**
 * Returns the values of a field with more values at the end. Each call of a chain such as `.disk(…).disk(…)` appends to the
 * list. So a long list is only joined when it is read.
 */
export function appended(
  before: Slot,
  values: readonly (Scalar | Node | InvalidValue)[],
  origin: Origin,
): Slot {
  const list = append(before instanceof AppendedSlot ? before.list : valuesOf(before), values)
  return Array.isArray(list)
    ? { value: list, origin }
    : new AppendedSlot(list as AppendedList<Scalar | Node | InvalidValue>, origin)
}

class AppendedSlot implements Slot {
  readonly list: AppendedList<Scalar | Node | InvalidValue>
  readonly origin: Origin

  constructor(list: AppendedList<Scalar | Node | InvalidValue>, origin: Origin) {
    this.list = list
    this.origin = origin
  }

  get value(): Value {
    return this.list.items
  }
}
