import { type Element, elementOf, type Field, held } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
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
  type Value,
  valuesOf,
  withSlot,
} from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'

/*
 * The door of the language: the many spellings that people may use (builders, plain objects, shorthands, lists) become
 * slots of nodes here and nowhere else. Nothing is judged and nothing is lost: what fits no field is kept as a Misfit
 * or under its unknown key, and the check speaks of it with its place.
 */

/** The field of an element that a key names, safe against keys that every object inherits. */
export function fieldOf(element: Element, key: string): Field | undefined {
  return lookup(element.fields, key)
}

/** The element that a builder holds. */
export function nodeOf(value: unknown): Node | undefined {
  if (typeof value !== 'object' || value === null || !(held in value)) return undefined
  const node = value[held]
  return isNode(node) ? node : undefined
}

/** A node from the plain object, or the shorthand, that a person wrote for it. */
export function toNode(element: Element, value: unknown, origin: Origin): Node | Misfit {
  const built = nodeOf(value)
  // Two copies of vmc have a table each; an element of another name is a builder in the wrong place.
  if (built?.element.name === element.name)
    return built.element === element ? built : { ...built, element }
  if (isPlainObject(value)) return fromObject(element, value, origin)
  const fields = element.expand?.(value as never) ?? leadFields(element, value)
  return fields ? fromObject(element, fields, origin) : new Misfit(value, origin)
}

function leadFields(element: Element, value: unknown): Record<string, unknown> | undefined {
  return element.lead !== undefined && isScalar(value) ? { [element.lead]: value } : undefined
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
    } else setSlot(fields, key, { value: toValue(field, value, origin), origin })
  }
  return extra ? { element, fields, origin, extra } : { element, fields, origin }
}

/** A raw part, as a person wrote it. */
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
  if (field?.kind !== 'child') return isScalar(value) ? value : new Misfit(value, origin)
  if (field.bare) {
    const element = elementOf(field)
    if (value === undefined || (value === true && element.lead === undefined))
      return emptyNode(element, origin)
    if (value === false && element.lead !== undefined) return toNode(element, value, origin)
  }
  // A child that vmc would otherwise fill in can be left to libvirt.
  if (field.fills && value === false) return false
  return toNode(elementOf(field), value, origin)
}

/** The same node with a field written: lists grow, elements merge field by field, everything else replaces. */
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

/** The same node with a field deep inside it written; the elements on the way are made where they are missing. */
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
  // What is wrong on the way stays, to be told.
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

/** One element written in two places: the later fields win, lists grow, children merge in turn; a size is one value. */
function merge(earlier: Node, later: Node): Node {
  if (later.element.expand && !later.element.open) return annotated(later, earlier, later)
  let merged = earlier
  for (const [key, slot] of Object.entries(later.fields)) {
    merged = write(merged, key, valuesOf(slot).map(carry), slot.origin)
  }
  const extra = [...(earlier.extra ?? []), ...(later.extra ?? [])]
  const whole = extra.length > 0 ? { ...merged, extra } : merged
  return annotated(whole, earlier, later)
}

// What was noted of either is noted of both.
function annotated(node: Node, earlier: Node, later: Node): Node {
  if (!earlier.notes && !later.notes) return node
  return { ...node, notes: [...(earlier.notes ?? []), ...(later.notes ?? [])] }
}

// Lets values that are normalised already pass the door once more, unchanged.
const carry = (value: Scalar | Node | Misfit): unknown =>
  isNode(value) ? { [held]: value } : value

// Lists of lists are few.
const flat = (values: readonly unknown[]): readonly unknown[] =>
  values.some(Array.isArray) ? values.flat() : values

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** Is this an object as people write it, and no instance of a class? */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
