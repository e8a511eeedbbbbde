import { type CompiledElement, compile } from '../schema/core/compiled.ts'
import type { Element, Field } from '../schema/core/element.ts'
import type { InvalidValue, Node, Raw, Scalar } from '../tree/node.ts'
import type { Location } from '../tree/origin.ts'

/** An open element: its start tag has been read, and its end tag has not been read yet. */
export class Open {
  readonly name: string
  readonly start: number
  readonly origin: Location
  readonly attributes: readonly Attribute[]
  /** The field of the parent that contains this element. An unknown element has no field and is stored as raw XML. */
  readonly field: Field | undefined
  readonly key: string | undefined
  readonly element: Element | undefined
  readonly compiled: CompiledElement | undefined
  readonly fields: Record<string, OpenSlot> = {}
  readonly raws: Raw[] = []
  /**
   * The comments and unknown elements that have been read since the last known child element. They belong before the next known
   * child element.
   */
  readonly pendingRaws: Raw[]
  text = ''
  textOrigin: Location | undefined = undefined
  children = 0
  /** The position, in the fixed order that the schema requires, of the child element that was read last. */
  lastPosition = 0

  constructor(
    { name, start, origin, attributes }: StartTag,
    known: { readonly field: Field; readonly key: string } | undefined,
    element: Element | undefined,
    pendingRaws: Raw[],
  ) {
    this.name = name
    this.start = start
    this.origin = origin
    this.attributes = attributes
    this.field = known?.field
    this.key = known?.key
    this.element = element
    this.compiled = element && compile(element)
    this.pendingRaws = pendingRaws
  }

  /** Returns the number of values that have already been read for a field. */
  count(key: string): number {
    const value = this.fields[key]?.value
    return Array.isArray(value) ? value.length : value === undefined ? 0 : 1
  }

  /** Adds a value to a field. If a field has too many values, a diagnostic points to the last value. */
  add(key: string, value: Scalar | Node | InvalidValue, origin: Location): void {
    const slot = this.fields[key]
    // This assignment cannot set a prototype. `key` is never a name such as `__proto__`, because the schema has no such key,
    // and unknown keys begin with "@".
    if (!slot)
      this.fields[key] = { value: this.element?.fields[key]?.many ? [value] : value, origin }
    else {
      slot.origin = origin
      if (Array.isArray(slot.value)) slot.value.push(value)
      else slot.value = [slot.value, value]
    }
  }
}

/** The start tag of an element. */
interface StartTag {
  readonly name: string
  readonly start: number
  readonly origin: Location
  readonly attributes: readonly Attribute[]
}

interface OpenSlot {
  value: Scalar | Node | InvalidValue | (Scalar | Node | InvalidValue)[]
  origin: Location
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
      return `${step.name}[${(steps[depth - 1]?.count(step.key!) ?? 0) + 1}]`
    })
    .join('/')
}
