import { compile, isAttributeName } from '../schema/core/compiled.ts'
import { type Element, elementOf, type Field, nodeKey } from '../schema/core/element.ts'
import { type Unchecked as UncheckedValue, uncheckedKey } from '../schema/core/unchecked.ts'
import { appended } from '../tree/appended-slot.ts'
import {
  emptyNode,
  InvalidValue,
  isNode,
  knownSlotOf,
  type Node,
  type Problem,
  type Raw,
  type Scalar,
  type Slot,
  setSlot,
  Unchecked,
  type Value,
  valuesOf,
  withManySlots,
  withNotes,
  withRaws,
  withSlot,
} from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'

/*
 * Turns the arguments that a program passes to a method (builders, plain objects, shorthand values,
 * lists) into nodes. This module does not report errors. It stores invalid values and unknown keys
 * in the node, so that the checks report them later.
 */

/**
 * Returns the field of an element with this key. Keys that every JavaScript object inherits, such as `constructor`, are not
 * fields.
 */
export function fieldOf(element: Element, key: string): Field | undefined {
  return element.fields[key]
}

/** Returns the node that a builder stores, or `undefined` if the value is not a builder. */
export function nodeOf(value: unknown): Node | undefined {
  if (typeof value !== 'object' || value === null || !(nodeKey in value)) return undefined
  const node = value[nodeKey]
  return isNode(node) ? node : undefined
}

/**
 * Converts a value that a program passes for an element to a tree node. The value is a builder, a plain object, or a single
 * value that represents the whole element, such as `'virtio'` for the `<model>` of a NIC.
 */
export function toNode(element: Element, value: unknown, origin: Origin): Node | InvalidValue {
  const built = nodeOf(value)
  // Elements are compared by name, because a builder from a second installed copy of vmc contains a different object for the
  // same element.
  if (built?.invalid) return built.invalid
  if (built?.element.name === element.name)
    return built.element === element ? built : { ...built, element }
  const withoutUnit = element.fields.unit?.default === 'KiB' && unitProblem(value)
  if (withoutUnit) return new InvalidValue(value, origin, withoutUnit)
  const fields = fieldsOf(element, value)
  return fields ? fromObject(element, fields, origin) : new InvalidValue(value, origin)
}

/**
 * Returns a problem if a number without a unit was probably not meant in KiB. The size is probably wrong if it is below 1 MiB.
 * The number is probably meant in bytes if the size is at least 1 TiB and the number is a multiple of 1,048,576.
 */
function unitProblem(value: unknown): Problem | undefined {
  const isBare = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
  const size = isBare ? Number(value) : 0
  if (size >= 2 ** 30 && size % 2 ** 20 === 0) {
    const bytes = size % 2 ** 30 === 0 ? `GiB(${size / 2 ** 30})` : `MiB(${size / 2 ** 20})`
    return {
      kind: 'unit',
      message: `${size} has no unit, and counts KiB`,
      help: `write ${bytes} if you mean bytes, or KiB(${size})`,
    }
  }
  if (!(size > 0 && size < 1024)) return undefined
  const larger = size < 64 ? `GiB(${size})` : `MiB(${size})`
  return {
    kind: 'unit',
    message: `${size} has no unit, and counts KiB`,
    help: `write the unit, as in ${larger}, or KiB(${size}) if you mean KiB`,
  }
}

/**
 * Returns the fields of an element. The program passes the element as a plain object, or as a single value that represents the
 * whole element.
 */
function fieldsOf(element: Element, value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (isScalar(value)) return element.expand?.(value as never) ?? leadFields(element, value)
  if (isUnchecked(value)) return uncheckedFields(element, value)
  return isPlainObject(value) ? value : element.expand?.(value as never)
}

const uncheckedFields = (
  { lead }: Element,
  value: UncheckedValue,
): Record<string, unknown> | undefined =>
  lead === undefined
    ? undefined
    : { [lead]: { [uncheckedKey]: value[uncheckedKey] }, attributes: value.attributes }

const leadFields = ({ lead }: Element, value: unknown): Record<string, unknown> | undefined =>
  lead === undefined ? undefined : { [lead]: value }

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
 * Returns the fields for the attributes that a program passes with `.attributes()`. If vmc knows an attribute, its value is
 * stored in the field of this attribute. So the program remains valid after an upgrade to a vmc that knows the attribute.
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
    slots[key] = { value: toUnchecked(name, value, origin, attributes), origin }
  }
  return slots
}

function toUnchecked(
  name: string,
  value: unknown,
  origin: Origin,
  attributes: Readonly<Record<string, unknown>> = {},
): InvalidValue {
  if (!isAttributeName(name, prefix => Object.hasOwn(attributes, `xmlns:${prefix}`)))
    return new InvalidValue(value, origin, {
      message: `"${name}" is not the name of an attribute`,
      help: 'use a valid attribute name such as "newattr"; a namespace prefix must be declared, as in "xmlns:a"',
    })
  return typeof value === 'string' || typeof value === 'number'
    ? new Unchecked(String(value), origin)
    : new InvalidValue(value, origin, {
        message: `the attribute "${name}" must be a text or a number`,
        help: `pass the value as text, exactly as in the XML: attributes({ ${name}: 'yes' })`,
      })
}

// An unchecked value is recognized by a property with a shared symbol. `instanceof` would not recognize a value from a second
// installed copy of vmc, which has a class of its own.
const isUnchecked = (value: unknown): value is UncheckedValue =>
  typeof value === 'object' && value !== null && uncheckedKey in value

/** Returns the raw XML item of the tree for a string that a program passes to `.xml()`, or for an unchecked text. */
export function rawOf(xml: unknown, origin: Origin): Raw {
  return isUnchecked(xml)
    ? { xml: xml[uncheckedKey] ?? '', isText: true, origin }
    : { xml: String(xml), origin }
}

// Converts a value from `unchecked()`. Only an element that contains just text can have attributes
// in addition to the text.
function fromUnchecked(
  field: Field | undefined,
  value: UncheckedValue,
  origin: Origin,
): InvalidValue {
  const { [uncheckedKey]: text, attributes } = value
  if (text === undefined && field) return new Unchecked(undefined, origin)
  if (!field?.codec) return new InvalidValue(value, origin)
  if (attributes === undefined) return new Unchecked(text, origin)
  if (field.kind !== 'leaf')
    return new InvalidValue(value, origin, {
      message: 'only an element can have attributes',
      help: 'remove the second argument of unchecked()',
    })
  const checked = Object.entries(attributes).map(
    ([name, one]) => [name, toUnchecked(name, one, origin)] as const,
  )
  const wrong = checked.find(([, one]) => !(one instanceof Unchecked))?.[1]
  if (wrong) return wrong
  const texts = checked.map(([name, one]) => [name, String(one.value)])
  return new Unchecked(text, origin, Object.fromEntries(texts))
}

function toValue(field: Field | undefined, value: unknown, origin: Origin): Value {
  if (field?.many && Array.isArray(value)) return flat(value).map(one => toOne(field, one, origin))
  const one = toOne(field, value, origin)
  return field?.many ? [one] : one
}

function toOne(
  field: Field | undefined,
  value: unknown,
  origin: Origin,
): Scalar | Node | InvalidValue {
  if (value instanceof InvalidValue) return value
  if (isUnchecked(value) && (field?.kind !== 'child' || value[uncheckedKey] === undefined))
    return fromUnchecked(field, value, origin)
  if (field?.kind !== 'child') return isScalar(value) ? value : new InvalidValue(value, origin)
  if (field.allowsEmpty) {
    const element = elementOf(field)
    const isLeadRequired =
      element.lead !== undefined && fieldOf(element, element.lead)?.required === true
    if (value === undefined && isLeadRequired) return toNode(element, true, origin)
    if (value === undefined || (value === true && element.lead === undefined))
      return emptyNode(element, origin)
    if (value === false && element.lead !== undefined) return toNode(element, value, origin)
  }
  // With `false`, the program leaves this child element to libvirt: vmc adds no default value, and libvirt chooses the value.
  if (field.acceptsFalse && value === false) return false
  return toNode(elementOf(field), value, origin)
}

/**
 * Returns a copy of the tree node with new values for one field. If the field is a list, the values are appended. If it is an
 * element, the values are merged into it field by field. Otherwise, the new value replaces the old value.
 */
function write(node: Node, key: string, values: readonly unknown[], origin: Origin): Node {
  const field = fieldOf(node.element, key)
  if (field?.many) {
    // The existing list is not read here. It can consist of several parts, and reading the list would join them, which takes
    // time.
    const before = knownSlotOf(node, key)
    const added = flat(values).map(value => toOne(field, value, origin))
    return before
      ? withSlot(node, key, appended(before, added, origin))
      : put(node, key, added, origin)
  }
  const before = knownSlotOf(node, key)
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
 * Returns a copy of the tree node with a new value in a field of a nested element. Missing elements on the path are created.
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
  // If an element on the path has an invalid value, this value is not replaced, so that vmc reports it.
  const before = knownSlotOf(node, step)?.value
  if (before instanceof InvalidValue) return node
  const inner = isNode(before) ? before : emptyNode(childElement(node.element, step), origin)
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
 * Merges two nodes of the same element. The values of the later node replace the values of the earlier node. Lists are
 * joined, and child elements are merged. A size is not merged: the later size replaces the earlier size.
 */
function merge(earlier: Node, later: Node): Node {
  if (later.element.expand && !later.element.isOpen)
    return earlier.notes ? { ...later, notes: [...earlier.notes, ...(later.notes ?? [])] } : later
  let merged = earlier
  const unknown: Record<string, Slot> = {}
  for (const [key, slot] of Object.entries(later.fields)) {
    if (fieldOf(later.element, key))
      merged = write(merged, key, valuesOf(slot).map(asInput), slot.origin)
    else setSlot(unknown, key, slot)
  }
  // The merged node has the notes of both nodes, because each node has notes about different calls, such as calls of
  // `.allow()`.
  return withNotes(withRaws(withManySlots(merged, unknown), later.extra ?? []), later.notes ?? [])
}

/**
 * Converts a value of the tree to a value that `toNode` accepts. A node is wrapped in an object that looks like a builder to
 * `toNode`.
 */
export const asInput = (value: Scalar | Node | InvalidValue): unknown =>
  isNode(value) ? { [nodeKey]: value } : value

// Flattens lists inside a list. Most lists contain no lists and are returned without a copy.
const flat = (values: readonly unknown[]): readonly unknown[] =>
  values.some(Array.isArray) ? values.flat() : values

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/**
 * Whether a value is a plain object: an object that is not an array and not an instance of a class.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
