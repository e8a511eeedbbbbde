import type { Element, Field } from '../schema/core/element.ts'
import type { Raw, Value } from '../tree/node.ts'
import type { Place } from '../tree/origin.ts'

/** An element that is open while the parser goes on. */
export interface Open {
  readonly name: string
  readonly start: number
  readonly origin: Place
  readonly attributes: readonly Attribute[]
  /** The field of the parent it fills; without one it is unknown, and is kept raw. */
  readonly field?: Field
  readonly key?: string
  readonly element?: Element
  readonly slots: Map<string, { values: Value[]; origin: Place }>
  readonly raws: Raw[]
  /** Comments and unknown elements, waiting for the known element they stand in front of. */
  readonly waiting: Raw[]
  text: string
  textAt?: Place
  children: number
  /** Which field of the table the last child was, where their order counts. */
  reached: number
}

/** An attribute as it stands, and where. */
export interface Attribute {
  readonly name: string
  readonly value: string
  readonly origin: Place
}

/** The name of an element, as it stands and as its namespace has it. */
export interface Tag {
  readonly name: string
  readonly local: string
  readonly uri: string
}

/** The path of an element among those that are open, from the outermost on: `domain/devices/disk[2]`. */
export function pathOf(stack: readonly Open[], open: Open): string {
  const index = stack.indexOf(open)
  const steps = index < 0 ? [...stack, open] : stack.slice(0, index + 1)
  return steps
    .map((step, depth) => {
      if (!step.field?.many) return step.name
      return `${step.name}[${(steps[depth - 1]?.slots.get(step.key!)?.values.length ?? 0) + 1}]`
    })
    .join('/')
}
