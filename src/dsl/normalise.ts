import { compile, prefixOf } from '../schema/core/compiled.ts'
import { type Element, elementOf, type Field, nodeKey } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { type Unchecked as UncheckedValue, uncheckedKey } from '../schema/core/unchecked.ts'
import {
  childAt,
  emptyNode,
  isNode,
  Misfit,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  setSlot,
  slotOf,
  Unchecked,
  type Value,
  valuesOf,
  withSlot,
} from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'

/*
 * Turns what a program passes to a method (builders, plain objects, shorthands, lists) into nodes.
 * This module reports nothing and drops nothing: it keeps invalid values and unknown keys in the
 * node, and the check reports both.
 */

/**
 * The field of an element with this key. Keys that every object inherits, such as `constructor`,
 * are not fields.
 */
export function fieldOf(element: Element, key: string): Field | undefined {
  return lookup(element.fields, key)
}

/** The element that a builder holds, or undefined if the value is not a builder. */
export function nodeOf(value: unknown): Node | undefined {
  if (typeof value !== 'object' || value === null || !(nodeKey in value)) return undefined
  const node = value[nodeKey]
  return isNode(node) ? node : undefined
}

/**
 * The node of a value that a program wrote for an element: a builder, a plain object or a
 * shorthand.
 */
export function toNode(element: Element, value: unknown, origin: Origin): Node | Misfit {
  const built = nodeOf(value)
  // Compares names: a builder from a second installed copy of vmc has an element object of its own.
  if (built?.element.name === element.name)
    return built.element === element ? built : { ...built, element }
  const isUnchecked = uncheckedText(value) !== undefined
  if (!isUnchecked && isPlainObject(value)) return fromObject(element, value, origin)
  const fields =
    (isUnchecked ? undefined : element.expand?.(value as never)) ?? leadFields(element, value)
  return fields ? fromObject(element, fields, origin) : new Misfit(value, origin)
}

function leadFields(element: Element, value: unknown): Record<string, unknown> | undefined {
  return element.lead !== undefined && (isScalar(value) || uncheckedText(value) !== undefined)
    ? { [element.lead]: value }
    : undefined
}

function fromObject(
  element: Element,
  object: Readonly<Record<string, unknown>>,
  origin: Origin,
): Node {
  const fields: Record<string, Slot> = {}
  let extra: Raw[] | undefined
  for (const key of Object.keys(object)) {
    const value = object[key]
    if (value === undefined) continue
    const field = fieldOf(element, key)
    if (key === 'xml' && !field) {
      for (const xml of Array.isArray(value) ? value : [value]) {
        extra ??= []
        extra.push(rawOf(xml, origin))
      }
    } else if (key === 'attributes' && !field && isPlainObject(value))
      Object.assign(fields, attributeSlots(element, value, origin))
    else setSlot(fields, key, { value: toValue(field, value, origin), origin })
  }
  return extra ? { element, fields, origin, extra } : { element, fields, origin }
}

/**
 * The slots of attributes that a program passes without a check. An attribute that vmc knows goes into its own field,
 * so that a program keeps working when a newer vmc knows the attribute.
 */
export function attributeSlots(
  element: Element,
  attributes: Readonly<Record<string, unknown>>,
  origin: Origin,
): Readonly<Record<string, Slot>> {
  const slots: Record<string, Slot> = {}
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    const key = compile(element).attributes.get(name)?.key ?? `@${name}`
    slots[key] = { value: toUnchecked(name, value, origin), origin }
  }
  return slots
}

function toUnchecked(name: string, value: unknown, origin: Origin): Misfit {
  if (!isAttributeName(name))
    return new Misfit(value, origin, {
      message: `"${name}" is not the name of an attribute`,
      help: 'write a name such as "newattr", without a namespace prefix that vmc does not know',
    })
  return typeof value === 'string' || typeof value === 'number'
    ? new Unchecked(String(value), origin)
    : new Misfit(value, origin, {
        message: `the attribute "${name}" must be a text or a number`,
        help: `write the text that libvirt reads, such as attributes({ ${name}: 'yes' })`,
      })
}

/** Whether an element can have an attribute of this name. A prefix must be that of a namespace that vmc declares. */
export const isAttributeName = (name: string): boolean =>
  /^[\p{L}_][\p{L}\p{N}._-]*(?::[\p{L}_][\p{L}\p{N}._-]*)?$/u.test(name) &&
  !/^xmlns\b/.test(name) &&
  (!name.includes(':') || prefixOf(name) !== undefined)

// The text that `unchecked` wraps. A second installed copy of vmc uses the same key.
const uncheckedText = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && uncheckedKey in value
    ? String((value as UncheckedValue)[uncheckedKey])
    : undefined

/** Raw XML, as a program wrote it. */
export function rawOf(xml: unknown, origin: Origin): Raw {
  return { xml: String(xml), origin }
}

function toValue(field: Field | undefined, value: unknown, origin: Origin): Value {
  if (field?.many && Array.isArray(value)) return flat(value).map(one => toOne(field, one, origin))
  const one = toOne(field, value, origin)
  return field?.many ? [one] : one
}

function toOne(field: Field | undefined, value: unknown, origin: Origin): Scalar | Node | Misfit {
  if (value instanceof Misfit) return value
  const text = uncheckedText(value)
  if (text !== undefined && field?.kind !== 'child')
    return field?.codec ? new Unchecked(text, origin) : new Misfit(value, origin)
  if (field?.kind !== 'child') return isScalar(value) ? value : new Misfit(value, origin)
  if (field.allowsEmpty) {
    const element = elementOf(field)
    const isLeadRequired =
      element.lead !== undefined && fieldOf(element, element.lead)?.required === true
    if (value === undefined && isLeadRequired) return toNode(element, true, origin)
    if (value === undefined || (value === true && element.lead === undefined))
      return emptyNode(element, origin)
    if (value === false && element.lead !== undefined) return toNode(element, value, origin)
  }
  // `false` stops vmc from filling in this child; libvirt then chooses the value.
  if (field.acceptsFalse && value === false) return false
  return toNode(elementOf(field), value, origin)
}

/**
 * A copy of the node with one field written. Lists grow, elements merge field by field, and every
 * other value replaces the previous one.
 */
function write(node: Node, key: string, values: readonly unknown[], origin: Origin): Node {
  const field = fieldOf(node.element, key)
  const before = slotOf(node, key)
  if (field?.many) {
    const added = flat(values).map(value => toOne(field, value, origin))
    return put(node, key, before ? [...valuesOf(before), ...added] : added, origin)
  }
  const value = values.length > 1 ? values : values[0]
  const next = toOne(field, field?.kind === 'flag' && value === undefined ? true : value, origin)
  return put(
    node,
    key,
    isNode(before?.value) && isNode(next) ? merge(before.value, next) : next,
    origin,
  )
}

/**
 * A copy of the node with a field of a nested element written. Missing elements along the path are
 * created.
 */
export function writeAt(
  node: Node,
  path: readonly string[],
  key: string,
  values: readonly unknown[],
  origin: Origin,
  depth = 0,
): Node {
  const step = path[depth]
  if (step === undefined) return write(node, key, values, origin)
  // Keeps an invalid value along the path, so that the check reports it.
  if (slotOf(node, step)?.value instanceof Misfit) return node
  const inner = childAt(node, step) ?? emptyNode(childElement(node.element, step), origin)
  return put(node, step, writeAt(inner, path, key, values, origin, depth + 1), origin)
}

function childElement(element: Element, key: string): Element {
  const field = fieldOf(element, key)
  if (!field) throw new Error(`<${element.name}> has no field "${key}"`)
  return elementOf(field)
}

function put(node: Node, key: string, value: Value, origin: Origin): Node {
  return withSlot(node, key, { value, origin })
}

/**
 * Merges two values of the same element. Later fields win, lists grow, child elements merge. A size
 * is one value: the later size replaces the earlier one.
 */
function merge(earlier: Node, later: Node): Node {
  if (later.element.expand && !later.element.isOpen) return withNotesOf(later, earlier, later)
  let merged = earlier
  for (const [key, slot] of Object.entries(later.fields)) {
    merged = write(merged, key, valuesOf(slot).map(asInput), slot.origin)
  }
  const extra = [...(earlier.extra ?? []), ...(later.extra ?? [])]
  const whole = extra.length > 0 ? { ...merged, extra } : merged
  return withNotesOf(whole, earlier, later)
}

// The merged element keeps the notes of both.
function withNotesOf(node: Node, earlier: Node, later: Node): Node {
  if (!earlier.notes && !later.notes) return node
  return { ...node, notes: [...(earlier.notes ?? []), ...(later.notes ?? [])] }
}

/** A value in the form that `toNode` accepts: a node is wrapped like a builder. */
export const asInput = (value: Scalar | Node | Misfit): unknown =>
  isNode(value) ? { [nodeKey]: value } : value

// Lists of lists are rare: most calls need no copy.
const flat = (values: readonly unknown[]): readonly unknown[] =>
  values.some(Array.isArray) ? values.flat() : values

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** Whether a value is a plain object: not an array, and not an instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
