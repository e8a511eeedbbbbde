import type { Element } from '../schema/core/element.ts'
import type { Origin } from './origin.ts'

/** One element of a domain, such as a `<disk>`. A node is immutable: a change makes a new node. */
export interface Node {
  readonly element: Element
  readonly fields: Readonly<Record<string, Slot>>
  /** Raw XML and comments in the element. */
  readonly extra?: readonly Raw[]
  /** Settings of the program for vmc about this element. The XML does not contain them. */
  readonly notes?: readonly Note[]
  /** Set if a call that made the element had a wrong argument. vmc reports it instead of what is missing in the element. */
  readonly invalid?: InvalidValue
  /** Set if vmc filled in the element, such as the MAC address of a NIC. */
  readonly made?: true
  readonly origin: Origin
}

/**
 * A setting of a program for vmc about an element: the host that a domain runs on, or a waiver. It stays with the element,
 * is never written to the XML, and does not count when elements are compared.
 */
export interface Note {
  readonly kind: 'host' | 'waiver'
  /** The host, or the rule that is waived. */
  readonly value: unknown
  /** The reason for a waiver. */
  readonly reason?: unknown
  readonly origin: Origin
}

/** The value of one field, and where it was written. */
export interface Slot {
  readonly value: Value
  readonly origin: Origin
}

// A shorter list is copied, which is faster.
const MIN_APPENDED = 32

/**
 * A slot with more values at the end of its list. Each call of a chain such as `.disk(…).disk(…)` makes a new list, so a long
 * list is only joined when it is read.
 */
export function appended(
  before: Slot,
  values: readonly (Scalar | Node | InvalidValue)[],
  origin: Origin,
): Slot {
  const length =
    (before instanceof AppendedSlot ? before.length : valuesOf(before).length) + values.length
  return length < MIN_APPENDED
    ? { value: [...valuesOf(before), ...values], origin }
    : new AppendedSlot(before, values, length, origin)
}

class AppendedSlot implements Slot {
  readonly origin: Origin
  readonly length: number
  readonly #added: readonly (Scalar | Node | InvalidValue)[]
  #before: Slot | undefined
  #value: Value | undefined

  constructor(
    before: Slot,
    added: readonly (Scalar | Node | InvalidValue)[],
    length: number,
    origin: Origin,
  ) {
    this.origin = origin
    this.length = length
    this.#added = added
    this.#before = before
  }

  get value(): Value {
    this.#value ??= this.#joined()
    return this.#value
  }

  #joined(): Value {
    const parts: (readonly (Scalar | Node | InvalidValue)[])[] = []
    let slot: Slot | undefined = this
    // The chain can be longer than the stack is deep.
    while (slot instanceof AppendedSlot && slot.#value === undefined) {
      parts.push(slot.#added)
      slot = slot.#before
    }
    this.#before = undefined
    return [valuesOf(slot), ...parts.reverse()].flat()
  }
}

/** The value of a field. Several values are a list, in the order they were written. */
export type Value = Scalar | Node | InvalidValue | readonly (Scalar | Node | InvalidValue)[]
export type Scalar = string | number | boolean

/** Well-formed XML, or a comment, that is written unchanged. */
export interface Raw {
  readonly xml: string
  /** The field that follows it, such as `disk[2]`; if left out, it is at the end of the element. */
  readonly before?: string
  /** Whether `xml` is a plain text beside elements, which is escaped when it is written. */
  readonly isText?: true
  readonly origin: Origin
}

/** A value that its field does not accept, kept so that the schema check can report it. */
export class InvalidValue {
  readonly value: unknown
  readonly origin: Origin
  /** What is wrong with the value, if its type is right. */
  readonly problem: Problem | undefined
  constructor(value: unknown, origin: Origin, problem?: Problem) {
    this.value = value
    this.origin = origin
    this.problem = problem
  }
}

/**
 * A text from `unchecked` or `.attributes()`, which vmc emits without a check. Rules see it like an invalid value: they
 * do not judge it. Without a text, the field is left out.
 */
export class Unchecked extends InvalidValue {
  declare readonly value: string | undefined
  /** Attributes of an element that has only this text. */
  readonly attributes: Readonly<Record<string, string>> | undefined
  constructor(
    value: string | undefined,
    origin: Origin,
    attributes?: Readonly<Record<string, string>>,
  ) {
    super(value, origin)
    this.attributes = attributes
  }
}

/** Whether a value is a field that a program leaves out although vmc requires it. */
export const isLeftOut = (value: unknown): boolean =>
  value instanceof Unchecked && value.value === undefined

/** What is wrong with a value, and what to write instead. */
export interface Problem {
  /** The kind of the problem: the value is missing, is not valid, or has no unit. Default: the value is given twice. */
  readonly kind?: 'missing' | 'value' | 'unit'
  readonly message: string
  readonly help: string
}

/** The values of a slot, always as a list. */
export function valuesOf(slot: Slot | undefined): readonly (Scalar | Node | InvalidValue)[] {
  if (slot === undefined) return []
  return Array.isArray(slot.value) ? slot.value : [slot.value as Scalar | Node | InvalidValue]
}

/** Whether a value is a node. */
export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && (value as Partial<Node>).element !== undefined
  )
}

/** A node without fields. */
export function emptyNode(element: Element, origin: Origin): Node {
  return { element, fields: {}, origin }
}

/** A copy of a node with one field changed. */
export function withSlot(node: Node, key: string, slot: Slot): Node {
  const fields = copyOf(node.fields)
  setSlot(fields, key, slot)
  return withFields(node, fields)
}

/** A copy of a node with several fields changed. */
export function withSlots(node: Node, slots: Readonly<Record<string, Slot>>): Node {
  const fields = copyOf(node.fields)
  for (const key in slots) setSlot(fields, key, slots[key]!)
  return withFields(node, fields)
}

// Object.assign() takes half the time of spreading, but would lose a field named `__proto__`.
function copyOf(fields: Node['fields']): Record<string, Slot> {
  return Object.hasOwn(fields, '__proto__') ? { ...fields } : Object.assign({}, fields)
}

/** Adds a slot to fields under construction. */
// Assigning to `__proto__` would not create a field. An object without a prototype would, but takes ten times as long to make.
export function setSlot(fields: Record<string, Slot>, key: string, slot: Slot): void {
  if (key !== '__proto__') fields[key] = slot
  else Object.defineProperty(fields, key, { value: slot, enumerable: true })
}

function withFields(node: Node, fields: Node['fields']): Node {
  const { element, origin } = node
  const isPlain = !node.extra && !node.notes && !node.made && !node.invalid
  return isPlain ? { element, fields, origin } : { ...node, fields }
}

/** A copy of a node without one field. */
export function withoutSlot(node: Node, key: string): Node {
  const { [key]: _, ...fields } = node.fields
  return { ...node, fields }
}

/** A copy of a node with one more raw part at its end. */
export function withRaw(node: Node, raw: Raw): Node {
  return { ...node, extra: [...(node.extra ?? []), raw] }
}

/** A copy of a node with one more note. */
export function withNote(node: Node, note: Note): Node {
  return { ...node, notes: [...(node.notes ?? []), note] }
}

/** The slot of a field. What every object inherits, such as `toString`, is not a slot: it has no value. */
export function slotOf(node: Node, key: string): Slot | undefined {
  const slot = node.fields[key]
  return slot?.value === undefined ? undefined : slot
}

/** The scalar at a path of keys below a node, if there is one. */
export function scalarAt(node: Node, ...keys: readonly string[]): Scalar | undefined {
  let value: Value | undefined = node
  for (const key of keys) {
    if (!isNode(value)) return undefined
    value = slotOf(value, key)?.value
  }
  return typeof value === 'object' ? undefined : value
}

/** The unchecked text of a field. */
export function uncheckedText(node: Node, key: string): string | undefined {
  const value = slotOf(node, key)?.value
  return value instanceof Unchecked ? value.value : undefined
}

/** The child element in a field, if there is exactly one. */
export function childAt(node: Node, key: string): Node | undefined {
  const value = slotOf(node, key)?.value
  return isNode(value) ? value : undefined
}

/** The child elements in a field. */
export function childrenAt(node: Node, key: string): readonly Node[] {
  return valuesOf(slotOf(node, key)).filter(isNode)
}
