import type { Element, Field } from '../schema/core/element.ts'
import type { Raw, Value } from '../tree/node.ts'
import type { Place } from '../tree/origin.ts'

/** An element whose start tag has been read, but not its end tag. */
export interface Open {
  readonly name: string
  readonly start: number
  readonly origin: Place
  readonly attributes: readonly Attribute[]
  /** The parent's field for this element. Missing for an unknown element, which is kept as raw XML. */
  readonly field?: Field
  readonly key?: string
  readonly element?: Element
  readonly slots: Map<string, { values: Value[]; origin: Place }>
  readonly raws: Raw[]
  /** Comments and unknown elements that precede the next known child element. */
  readonly pendingRaws: Raw[]
  text: string
  textOrigin?: Place
  children: number
  /** The position of the last child in the schema, for elements whose children have a fixed order. */
  lastPosition: number
}

/** An attribute as written in the document, with its location. */
export interface Attribute {
  readonly name: string
  readonly value: string
  readonly origin: Place
}

/** The name of an element: as written, without its prefix, and its namespace URI. */
export interface Tag {
  readonly name: string
  readonly local: string
  readonly uri: string
}

/** The path of an open element from the root element, such as `domain/devices/disk[2]`. */
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
