import type { Element } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import type { Origin } from './origin.ts'

/** An element as somebody wrote it: of one type for every element of the format. Nobody ever changes one. */
export interface Node {
  readonly element: Element
  readonly fields: Readonly<Record<string, Slot>>
  /** What stands in the element beside its fields. */
  readonly extra?: readonly Raw[]
  /** What the program says of the element beside the XML. */
  readonly notes?: readonly Note[]
  /** vmc made it, as it makes the address of a card, and nobody wrote it. */
  readonly made?: true
  readonly origin: Origin
}

/**
 * What a program says of an element for vmc alone, such as the host that a domain runs on: kept wherever the element
 * goes, never written, and no part of what the element says.
 */
export interface Note {
  readonly kind: 'host' | 'waiver'
  /** The host, or the rule that is waived. */
  readonly value: unknown
  /** Why, for a waiver. */
  readonly reason?: unknown
  readonly origin: Origin
}

/** The value of one field, and where it was written. */
export interface Slot {
  readonly value: Value
  readonly origin: Origin
}

/** What a field can hold. Several values are a list, in the order they were written. */
export type Value = Scalar | Node | Misfit | readonly (Scalar | Node | Misfit)[]
export type Scalar = string | number | boolean

/** Well-formed XML, or a comment, that goes in as it stands. */
export interface Raw {
  readonly xml: string
  /** The field it stood in front of, as `disk[2]`; without it, the end of the element. */
  readonly before?: string
  readonly origin: Origin
}

/** A value that a field does not take, kept so that the check can report it. */
export class Misfit {
  readonly value: unknown
  readonly origin: Origin
  /** What is wrong with it, where its type is right. */
  readonly problem: Problem | undefined
  constructor(value: unknown, origin: Origin, problem?: Problem) {
    this.value = value
    this.origin = origin
    this.problem = problem
  }
}

/**
 * A text from `unchecked` or `.attributes()`, which vmc emits without a check. Rules see it like an invalid value: they
 * do not judge it.
 */
export class Unchecked extends Misfit {
  declare readonly value: string
}

/** What is wrong with a value, and what to write instead. */
export interface Problem {
  readonly message: string
  readonly help: string
}

/** The values of a slot as a list, be it one or several. */
export function valuesOf(slot: Slot | undefined): readonly (Scalar | Node | Misfit)[] {
  if (slot === undefined) return []
  return Array.isArray(slot.value) ? slot.value : [slot.value as Scalar | Node | Misfit]
}

/** Is this value an element? */
export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && (value as Partial<Node>).element !== undefined
  )
}

/** A node without fields. */
export function emptyNode(element: Element, origin: Origin): Node {
  return { element, fields: {}, origin }
}

/** The same node with one field changed. */
export function withSlot(node: Node, key: string, slot: Slot): Node {
  const fields = copyOf(node.fields)
  setSlot(fields, key, slot)
  return withFields(node, fields)
}

/** The same node with several fields changed. */
export function withSlots(node: Node, slots: Readonly<Record<string, Slot>>): Node {
  const fields = copyOf(node.fields)
  for (const key in slots) setSlot(fields, key, slots[key]!)
  return withFields(node, fields)
}

// Twice as quick as spreading. A field that somebody named `__proto__` takes the slow way, or it would be lost.
function copyOf(fields: Node['fields']): Record<string, Slot> {
  return Object.hasOwn(fields, '__proto__') ? { ...fields } : Object.assign({}, fields)
}

/** Puts a slot among fields that are being made. */
// An assignment to `__proto__` would be no field of its own. An object without a prototype would know none but be ten
// times as slow to make.
export function setSlot(fields: Record<string, Slot>, key: string, slot: Slot): void {
  if (key !== '__proto__') fields[key] = slot
  else Object.defineProperty(fields, key, { value: slot, enumerable: true })
}

function withFields(node: Node, fields: Node['fields']): Node {
  const { element, origin } = node
  const isPlain = !node.extra && !node.notes && !node.made
  return isPlain ? { element, fields, origin } : { ...node, fields }
}

/** The same node without one field. */
export function withoutSlot(node: Node, key: string): Node {
  const { [key]: _, ...fields } = node.fields
  return { ...node, fields }
}

/** The same node with one more raw part at its end. */
export function withRaw(node: Node, raw: Raw): Node {
  return { ...node, extra: [...(node.extra ?? []), raw] }
}

/** The same node with one more note. */
export function withNote(node: Node, note: Note): Node {
  return { ...node, notes: [...(node.notes ?? []), note] }
}

/** The slot of a field, safe against keys that every object inherits. */
export function slotOf(node: Node, key: string): Slot | undefined {
  return lookup(node.fields, key)
}

/** The scalar that stands at a path of keys below a node, if one does. */
export function scalarAt(node: Node, ...keys: readonly string[]): Scalar | undefined {
  let value: Value | undefined = node
  for (const key of keys) {
    if (!isNode(value)) return undefined
    value = slotOf(value, key)?.value
  }
  return typeof value === 'object' ? undefined : value
}

/** The child element of a field, where there is exactly one. */
export function childAt(node: Node, key: string): Node | undefined {
  const value = slotOf(node, key)?.value
  return isNode(value) ? value : undefined
}

/** The child elements of a field that may stand several times. */
export function childrenAt(node: Node, key: string): readonly Node[] {
  return valuesOf(slotOf(node, key)).filter(isNode)
}
