import type { Element } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { AppendedList, append, itemsOf, type List } from './appended-list.ts'
import type { Origin } from './origin.ts'

/** The data of one XML element of a domain, such as a `<disk>`. A node is immutable: every change returns a new node. */
export interface Node {
  readonly element: Element
  readonly fields: Readonly<Record<string, Slot>>
  /** The raw XML and the comments that the element contains. */
  readonly extra?: readonly Raw[]
  /** Settings for vmc that belong to this element. They are not written to the XML. */
  readonly notes?: readonly Note[]
  /**
   * Set if the call that created the element had an invalid argument. vmc then reports the argument, and does not report that
   * fields of the element are missing.
   */
  readonly invalid?: InvalidValue
  /** Set if vmc has added the element. For example, vmc adds the MAC address of a NIC. */
  readonly made?: true
  readonly origin: Origin
}

/**
 * Information about an element that is not part of its XML: the host of a domain, an earlier name of a domain, a rule that
 * `.allow()` suppresses, or a hidden secret of the element. The note stays with its element. It is not written to the XML, and
 * is ignored when elements are compared.
 */
export interface Note {
  readonly kind: 'host' | 'formerly' | 'waiver' | 'secret'
  /** The host of the domain, the earlier name of the domain, the slug of the suppressed rule, or the secret. */
  readonly value: unknown
  /** The reason that the program gives for suppressing a rule. */
  readonly reason?: unknown
  readonly origin: Origin
}

/** The value of a field of an element, and the location in the source where it is set. */
export interface Slot {
  readonly value: Value
  readonly origin: Origin
}

/** The value of a field. A field with several values has a list of values, in the order of the source. */
export type Value = Scalar | Node | InvalidValue | readonly (Scalar | Node | InvalidValue)[]
export type Scalar = string | number | boolean

/** Well-formed XML or a comment that vmc writes unchanged. */
export interface Raw {
  readonly xml: string
  /**
   * The field value in front of which the raw XML appears, such as `disk[2]`. Default: the raw XML is at the end of the
   * element.
   */
  readonly before?: string
  /** Whether `xml` is plain text between elements. Such text is escaped when it is written. */
  readonly isText?: true
  readonly origin: Origin
}

/** A value that is not valid for its field. It is stored so that the schema check can report it. */
export class InvalidValue {
  readonly value: unknown
  readonly origin: Origin
  /** The problem with the value. Not set if the type of the value is wrong. */
  readonly problem: Problem | undefined
  constructor(value: unknown, origin: Origin, problem?: Problem) {
    this.value = value
    this.origin = origin
    this.problem = problem
  }
}

/**
 * A text from `unchecked` or `.attributes()`, which vmc writes without a check. Rules ignore the text, as they ignore invalid
 * values. If there is no text, vmc does not write the field, even if the schema requires it.
 */
export class Unchecked extends InvalidValue {
  declare readonly value: string | undefined
  /** The attributes of the element, if the unchecked text is the only content of an element. */
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

/**
 * Whether the program has set a field to `unchecked()` without a text. vmc then leaves out the field, even if the schema
 * requires it.
 */
export const isLeftOut = (value: unknown): boolean =>
  value instanceof Unchecked && value.value === undefined

/** What is wrong with a value, and what to write instead. */
export interface Problem {
  /** The kind of the problem: a value is missing, is invalid, or has no unit. Default: a value is set twice. */
  readonly kind?: 'missing' | 'value' | 'unit'
  readonly message: string
  readonly help: string
}

/** Returns the values of a field as a list, even if the field has only one value or none. */
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

/** Returns a copy of a tree node in which one field has another value. */
export function withSlot(node: Node, key: string, slot: Slot): Node {
  if (node instanceof LongNode) return withManySlots(node, { [key]: slot })
  const fields = copyOf(node.fields)
  setSlot(fields, key, slot)
  return withFields(node, fields)
}

/** Returns a copy of a tree node in which several fields have other values. */
export function withSlots(node: Node, slots: Readonly<Record<string, Slot>>): Node {
  if (node instanceof LongNode) return withManySlots(node, slots)
  const fields = copyOf(node.fields)
  for (const key in slots) setSlot(fields, key, slots[key]!)
  return withFields(node, fields)
}

/**
 * Returns a copy of a tree node with several fields changed. Unlike `withSlots`, it is also fast for many fields that the
 * schema does not have.
 */
export function withManySlots(node: Node, slots: Readonly<Record<string, Slot>>): Node {
  const parts = partsOf(node)
  const before = parts.unknown ? parts : splitFields(node.element, parts.fields)
  const added = splitFields(node.element, slots)
  const unknown = append(before.unknown, added.unknown)
  return unknown instanceof AppendedList
    ? new LongNode(node, { ...parts, fields: { ...before.fields, ...added.fields }, unknown })
    : withFields(node, { ...parts.fields, ...slots })
}

function splitFields(element: Element, fields: Node['fields']) {
  const entries = Object.entries(fields)
  const isUnknown = ([key]: readonly [string, Slot]) => element.fields[key] === undefined
  return {
    fields: Object.fromEntries(entries.filter(entry => !isUnknown(entry))),
    unknown: entries.filter(isUnknown),
  }
}

// Copies fields with `Object.assign()`, which takes half the time of a spread. Fields with the key `__proto__` are copied
// with a spread, because `Object.assign()` would lose this key.
function copyOf(fields: Node['fields']): Record<string, Slot> {
  return Object.hasOwn(fields, '__proto__') ? { ...fields } : Object.assign({}, fields)
}

/** Adds a field to an object of fields while the object is being created. */
// An assignment to `__proto__` would set the prototype and not create a field. Objects without a prototype do not have this
// problem, but creating them takes ten times as long.
export function setSlot(fields: Record<string, Slot>, key: string, slot: Slot): void {
  if (key !== '__proto__') fields[key] = slot
  else Object.defineProperty(fields, key, { value: slot, enumerable: true })
}

function withFields(node: Node, fields: Node['fields']): Node {
  if (node instanceof LongNode) return new LongNode(node, { ...node.parts, fields })
  const { element, origin } = node
  const isPlain = !node.extra && !node.notes && !node.made && !node.invalid
  return isPlain ? { element, fields, origin } : { ...node, fields }
}

/** A copy of a tree node without one field. */
export function withoutSlot(node: Node, key: string): Node {
  const { [key]: _, ...fields } = node.fields
  return { ...node, fields }
}

/** A copy of a tree node with raw XML added at the end. */
export const withRaw = (node: Node, raw: Raw): Node => withRaws(node, [raw])

/** A copy of a tree node with a list of raw XML added at the end. */
export function withRaws(node: Node, raws: readonly Raw[]): Node {
  const parts = partsOf(node)
  return raws.length > 0 ? withParts(node, { ...parts, extra: append(parts.extra, raws) }) : node
}

/** A copy of a tree node with a note added. */
export const withNote = (node: Node, note: Note): Node => withNotes(node, [note])

/** A copy of a tree node with a list of notes added. */
export function withNotes(node: Node, added: readonly Note[]): Node {
  const parts = partsOf(node)
  return added.length > 0 ? withParts(node, { ...parts, notes: append(parts.notes, added) }) : node
}

/**
 * The properties of a node that can become very long, because a program chooses the number of their items. Long lists are not
 * joined.
 */
interface Parts {
  readonly fields: Node['fields']
  /** The fields that the schema does not have, if there are many. Default: they are in `fields`. */
  readonly unknown?: List<readonly [key: string, slot: Slot]>
  readonly extra?: List<Raw>
  readonly notes?: List<Note>
}

const partsOf = (node: Node): Parts => (node instanceof LongNode ? node.parts : node)

function withParts(node: Node, parts: Parts): Node {
  return [parts.unknown, parts.extra, parts.notes].some(list => list instanceof AppendedList)
    ? new LongNode(node, parts)
    : { ...node, ...(parts as Pick<Node, 'fields' | 'extra' | 'notes'>) }
}

/**
 * A node with many unknown fields, many pieces of raw XML, or many notes. These long lists are joined only when they are read.
 */
class LongNode implements Node {
  readonly element: Element
  readonly origin: Origin
  declare readonly invalid?: InvalidValue
  declare readonly made?: true
  declare readonly fields: Node['fields']
  declare readonly extra?: readonly Raw[]
  declare readonly notes?: readonly Note[]
  declare readonly parts: Parts

  constructor(node: Node, parts: Parts) {
    this.element = node.element
    this.origin = node.origin
    if (node.invalid) this.invalid = node.invalid
    if (node.made) this.made = node.made
    const { fields, unknown, extra, notes } = parts
    Object.defineProperty(this, 'parts', { value: parts })
    let joined: Node['fields'] | undefined
    this.#define('fields', () => {
      joined ??= unknown ? { ...fields, ...Object.fromEntries(itemsOf(unknown)) } : fields
      return joined
    })
    if (extra) this.#define('extra', () => itemsOf(extra))
    if (notes) this.#define('notes', () => itemsOf(notes))
  }

  // The getters are properties of the node itself, because the spread operator does not copy getters of a class.
  #define<K extends keyof Node>(key: K, get: () => Node[K]): void {
    Object.defineProperty(this, key, { enumerable: true, get })
  }
}

/**
 * Returns the value and location of a field that the schema has. Unlike `slotOf`, this function does not join the unknown
 * fields of a long node, so a long chain of calls stays fast.
 */
export function knownSlotOf(node: Node, key: string): Slot | undefined {
  return lookup(partsOf(node).fields, key)
}

/**
 * Returns the value and location of a field. Properties that every object inherits, such as `toString`, are not fields, because
 * they have no `value`.
 */
export function slotOf(node: Node, key: string): Slot | undefined {
  const slot = node.fields[key]
  return slot?.value === undefined ? undefined : slot
}

/**
 * Returns the scalar that is found by following a path of keys from a node, or `undefined` if there is no scalar at the path.
 */
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

/** Returns the child elements that a field contains. */
export function childrenAt(node: Node, key: string): readonly Node[] {
  return valuesOf(slotOf(node, key)).filter(isNode)
}
