import type { Element, Field } from '../schema/core/element.ts'
import type { Raw, Value } from '../tree/node.ts'
import type { Location } from '../tree/origin.ts'

/** An open element: its start tag has been read, and its end tag has not been read yet. */
export interface Open {
  readonly name: string
  readonly start: number
  readonly origin: Location
  readonly attributes: readonly Attribute[]
  /** The field of the parent that contains this element. An unknown element has no field and is stored as raw XML. */
  readonly field?: Field
  readonly key?: string
  readonly element?: Element
  readonly slots: Map<string, { values: Value[]; origin: Location }>
  readonly raws: Raw[]
  /** The comments and unknown elements that precede the next known child element in the document. */
  readonly pendingRaws: Raw[]
  text: string
  textOrigin?: Location
  children: number
  /** The position of the last child element in the fixed order of the schema. */
  lastPosition: number
}

/** An attribute as it is written in the document, with its location. */
export interface Attribute {
  readonly name: string
  readonly value: string
  readonly origin: Location
}

/** The name of an element: the full name as written in the document, the name without the prefix, and the namespace URI. */
export interface Tag {
  readonly name: string
  readonly local: string
  readonly uri: string
}

/** Returns the path of an open element from the root element, such as `domain/devices/disk[2]`. */
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
