import type { Code } from '../diagnostics/codes.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Element, Field } from '../schema/core/element.ts'
import { type Node, type Slot, slotOf, valuesOf } from '../tree/node.ts'
import { isCall, type Origin } from '../tree/origin.ts'

/** An element together with its parents. The path of the element is computed only if a diagnostic needs the path. */
export interface Position {
  readonly node: Node
  readonly name: string
  /** The field of the parent that contains the element. */
  readonly key?: string | undefined
  /** The number of the element in the field of the parent, starting at 1. Set only if the field can have several values. */
  readonly index?: number | undefined
  readonly parent?: Position | undefined
}

/** The path of an element: `domain/devices/disk[1]`. */
export function pathOf(position: Position): string {
  const { name, index, parent } = position
  const step = index === undefined ? name : `${name}[${index}]`
  return parent ? `${pathOf(parent)}/${step}` : step
}

/** The elements from the root to an element, with their names. */
export function stepsTo(position: Position): readonly { name: string; element: Element }[] {
  const { name, node, parent } = position
  return [...(parent ? stepsTo(parent) : []), { name, element: node.element }]
}

/** The path of a field of an element: `domain/devices/disk[1]/target/@bus`. */
export function fieldPath(position: Position, key: string, field: Field | undefined): string {
  const name = field?.name ?? key
  if (field?.kind === 'text') return pathOf(position)
  return `${pathOf(position)}/${field?.kind === 'attribute' ? '@' : ''}${name}`
}

/**
 * The keys that lead from a call to a field in an object that was passed to the call. Example: for the field `source.file` in
 * the second object of a `.disk()` call, the keys are `disk`, 1, `source` and `file`.
 */
export function trailOf(
  position: Position,
  key: string,
  origin: Origin,
): readonly (string | number)[] {
  // The keys of a value are needed only if its location is a call in a program. In an XML document, every tag and attribute
  // has its own location.
  if (!isCall(origin)) return []
  const trail: (string | number)[] = [key]
  for (let at: Position | undefined = position; at?.key !== undefined; at = at.parent) {
    if (at.node.origin !== origin) break
    if (at.index !== undefined) trail.unshift(indexInCall(at))
    trail.unshift(at.key)
  }
  return trail
}

// The index of a value among the values that the same call added to the list.
function indexInCall({ parent, key, index }: Position): number {
  const slot = slotOf(parent!.node, key!)!
  const known = indicesInCalls.get(slot) ?? indicesOf(slot)
  indicesInCalls.set(slot, known)
  return known[index! - 1] ?? 0
}

const indicesInCalls = new WeakMap<Slot, readonly number[]>()

/** The index of each value of a field among the values that the same call added. */
function indicesOf(slot: Slot): readonly number[] {
  const counts = new Map<Origin | undefined, number>()
  return valuesOf(slot).map(value => {
    const origin = typeof value === 'object' ? value.origin : undefined
    const count = counts.get(origin) ?? 0
    counts.set(origin, count + 1)
    return count
  })
}

/**
 * Whether a field appears in the XML. A flag that is `false`, an empty list, and a field that the program leaves to libvirt do
 * not appear.
 */
export function isPresent(node: Node, key: string): boolean {
  const slot = slotOf(node, key)
  if (slot === undefined) return false
  // Most fields have a single value other than `false`. They appear in the XML, and no further test is needed.
  if (slot.value !== false && !Array.isArray(slot.value)) return true
  const isWritten = (value: unknown) =>
    value !== false || node.element.fields[key]?.codec !== undefined
  return Array.isArray(slot.value) ? slot.value.some(isWritten) : isWritten(slot.value)
}

/** The field or element that a finding of the schema check is about. */
export interface Subject {
  readonly node: Node
  /** The key of the field, or `undefined` for the element itself. */
  readonly key: string | undefined
  /** The index of the value in the field, starting at 0. Set only if the finding is about one of several values. */
  readonly index?: number | undefined
}

/** A finding of the schema check. */
export interface SchemaFinding extends Finding {
  readonly subject: Subject
}

/** A function that receives a finding of the schema check. */
export type Report = (code: Code, finding: SchemaFinding) => void

/** The location of a field in a finding of the schema check. */
export const schemaLocation = (
  position: Position,
  key: string,
  field: Field | undefined,
  origin: Origin,
  index?: number,
) => ({
  ...fieldLocation(position, key, field, origin),
  subject: { node: position.node, key, index },
})

/** The location of a field in a finding of a rule. */
export const fieldLocation = (
  position: Position,
  key: string,
  field: Field | undefined,
  origin: Origin,
) => ({
  path: fieldPath(position, key, field),
  origin,
  trail: trailOf(position, key, origin),
})

/** The location of one value of a field. The first value has the number 1. */
export const valueLocation = (
  position: Position,
  key: string,
  field: Field,
  origin: Origin,
  nth: number | undefined,
) => ({
  ...schemaLocation(position, key, field, origin, nth && nth - 1),
  path: `${fieldPath(position, key, field)}${field.many && nth ? `[${nth}]` : ''}`,
})

/** The location of a field. If no key is passed or the field is not set, this is the location of the element. */
export function locationOf(position: Position, key?: string) {
  const { node } = position
  const slot = key === undefined ? undefined : slotOf(node, key)
  if (key !== undefined && slot)
    return fieldLocation(position, key, node.element.fields[key], slot.origin)
  const { origin } = node
  return { path: pathOf(position), origin, trail: trailOf(position, '', origin).slice(0, -1) }
}

/** The origin of a field: a call, or a location in XML. If the field is not set, this is the origin of its element. */
export function originOf({ node }: Position, key?: string): Origin {
  return (key === undefined ? undefined : slotOf(node, key)?.origin) ?? node.origin
}
