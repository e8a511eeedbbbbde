import type { Element } from '../schema/core/element.ts'
import { AppendedList, append, type List } from './appended-list.ts'
import type { Origin } from './origin.ts'

/** The data of one XML element of a domain, such as a `<disk>`. A node is immutable: every change returns a new node. */
export interface Node {
  readonly element: Element
  readonly fields: Readonly<Record<string, Slot>>
  /** Raw XML and comments in the element. */
  readonly extra?: readonly Raw[]
  /** Settings for vmc that the program has attached to this element. They are not written to the XML. */
  readonly notes?: readonly Note[]
  /**
   * Set if the call that created the element has an invalid argument. vmc reports this argument and does not report missing
   * fields of the element.
   */
  readonly invalid?: InvalidValue
  /** Set if vmc has added the element. For example, vmc adds the MAC address of a NIC. */
  readonly made?: true
  readonly origin: Origin
}

/**
 * Information about an element that is not part of its XML: the host of a domain, an earlier name of a domain, a waiver, or a
 * hidden secret of the element. A note stays with the element. It is not written to the XML, and is ignored when elements are
 * compared.
 */
export interface Note {
  readonly kind: 'host' | 'formerly' | 'waiver' | 'secret'
  /** The host, the earlier name, the slug of the waived rule, or the secret. */
  readonly value: unknown
  /** The reason that the program gives for a waiver. */
  readonly reason?: unknown
  readonly origin: Origin
}

/** The value of one field, and the location where it is set. */
export interface Slot {
  readonly value: Value
  readonly origin: Origin
}

/**
 * A slot with more values at the end of its list. Each call in a chain such as `.disk(…).disk(…)` makes a new list, so a long
 * list is joined only when it is read.
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

/** The value of a field. If a field has several values, they are a list in the order of the source. */
export type Value = Scalar | Node | InvalidValue | readonly (Scalar | Node | InvalidValue)[]
export type Scalar = string | number | boolean

/** Well-formed XML or a comment that vmc writes unchanged. */
export interface Raw {
  readonly xml: string
  /** The field value that follows the raw XML, such as `disk[2]`. Default: the raw XML is at the end of the element. */
  readonly before?: string
  /** Whether `xml` is plain text between elements. Such text is escaped when it is written. */
  readonly isText?: true
  readonly origin: Origin
}

/** A value that is not valid for its field. It is stored so that the schema check can report it. */
export class InvalidValue {
  readonly value: unknown
  readonly origin: Origin
  /** The problem with the value, if the value has the correct type. */
  readonly problem: Problem | undefined
  constructor(value: unknown, origin: Origin, problem?: Problem) {
    this.value = value
    this.origin = origin
    this.problem = problem
  }
}

/**
 * A text from `unchecked` or `.attributes()`, which vmc writes without a check. Rules ignore the text, as they ignore invalid
 * values. Without a text, the field is left out.
 */
export class Unchecked extends InvalidValue {
  declare readonly value: string | undefined
  /** Attributes of an element that contains only this text. */
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

/** Whether a value means that the program leaves out a field that vmc requires. */
export const isLeftOut = (value: unknown): boolean =>
  value instanceof Unchecked && value.value === undefined

/** A problem with a value, and a help text that says what to write instead. */
export interface Problem {
  /** The kind of the problem: the value is missing, is invalid, or has no unit. Default: the value is set twice. */
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

// Copies fields with `Object.assign()`, which takes half the time of a spread. Fields with the key `__proto__` are copied
// with a spread, because `Object.assign()` would lose this key.
function copyOf(fields: Node['fields']): Record<string, Slot> {
  return Object.hasOwn(fields, '__proto__') ? { ...fields } : Object.assign({}, fields)
}

/** Adds a slot to a fields object that is being created. */
// An assignment to `__proto__` would set the prototype and not create a field. Objects without a prototype do not have this
// problem, but creating them takes ten times as long.
export function setSlot(fields: Record<string, Slot>, key: string, slot: Slot): void {
  if (key !== '__proto__') fields[key] = slot
  else Object.defineProperty(fields, key, { value: slot, enumerable: true })
}

function withFields(node: Node, fields: Node['fields']): Node {
  if (node instanceof LongNode) return new LongNode(node, fields, node.lists)
  const { element, origin } = node
  const isPlain = !node.extra && !node.notes && !node.made && !node.invalid
  return isPlain ? { element, fields, origin } : { ...node, fields }
}

/** A copy of a node without one field. */
export function withoutSlot(node: Node, key: string): Node {
  const { [key]: _, ...fields } = node.fields
  return { ...node, fields }
}

/** A copy of a node with raw XML added at the end. */
export const withRaw = (node: Node, raw: Raw): Node => withRaws(node, [raw])

/** A copy of a node with a list of raw XML added at the end. */
export function withRaws(node: Node, raws: readonly Raw[]): Node {
  const { extra, notes } = listsOf(node)
  return raws.length > 0 ? withLists(node, append(extra, raws), notes) : node
}

/** A copy of a node with a note added. */
export const withNote = (node: Node, note: Note): Node => withNotes(node, [note])

/** A copy of a node with a list of notes added. */
export function withNotes(node: Node, added: readonly Note[]): Node {
  const { extra, notes } = listsOf(node)
  return added.length > 0 ? withLists(node, extra, append(notes, added)) : node
}

/** The raw XML and the notes of a node. Long lists are not joined. */
interface Lists {
  readonly extra?: List<Raw>
  readonly notes?: List<Note>
}

const listsOf = (node: Node): Lists => (node instanceof LongNode ? node.lists : node)

function withLists(node: Node, extra: Lists['extra'], notes: Lists['notes']): Node {
  const lists = { ...(extra && { extra }), ...(notes && { notes }) }
  return extra instanceof AppendedList || notes instanceof AppendedList
    ? new LongNode(node, node.fields, lists)
    : { ...node, ...(lists as Pick<Node, 'extra' | 'notes'>) }
}

/** A node with much raw XML or many notes. They are joined only when they are read, like the values of an appended slot. */
class LongNode implements Node {
  readonly element: Element
  readonly fields: Node['fields']
  readonly origin: Origin
  declare readonly invalid?: InvalidValue
  declare readonly made?: true
  declare readonly extra?: readonly Raw[]
  declare readonly notes?: readonly Note[]
  declare readonly lists: Lists

  constructor(node: Node, fields: Node['fields'], lists: Lists) {
    this.element = node.element
    this.fields = fields
    this.origin = node.origin
    if (node.invalid) this.invalid = node.invalid
    if (node.made) this.made = node.made
    Object.defineProperty(this, 'lists', { value: lists })
    // The getters are properties of the node itself, because the spread operator does not copy getters of a class.
    for (const [key, list] of Object.entries(lists))
      Object.defineProperty(this, key, {
        enumerable: true,
        get: () => (list instanceof AppendedList ? list.items : list),
      })
  }
}

/**
 * The slot of a field. Properties that every object inherits, such as `toString`, are not slots, because they have no
 * `value`.
 */
export function slotOf(node: Node, key: string): Slot | undefined {
  const slot = node.fields[key]
  return slot?.value === undefined ? undefined : slot
}

/** The scalar at a path of keys below a node, or `undefined` if there is none. */
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
