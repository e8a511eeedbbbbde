import { fieldOf } from '../dsl/normalise.ts'
import type { Field } from '../schema/core/element.ts'
import { address } from '../schema/domain/address.ts'
import { alias, deviceAcpi, deviceBoot } from '../schema/domain/device.ts'
import {
  InvalidValue,
  isLeftOut,
  isNode,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  slotOf,
  Unchecked,
  valuesOf,
} from '../tree/node.ts'
import { argumentIndexOf, isPlaceholder } from './call-patterns.ts'
import { hasContent, rawParts } from './raws.ts'
import { type DocumentValue, documentValues } from './single-value.ts'

/**
 * The part of an imported element for which a placeholder of a call pattern stands: the value of a field, a list of values, or
 * the remaining fields.
 */
type Bound =
  | { readonly field?: Field; readonly value: DocumentValue }
  | { readonly field: Field; readonly values: readonly DocumentValue[] }
  | { readonly fields: Node }

/** For each placeholder of a call pattern, the part of an imported element for which it stands. */
export type Bindings = Map<string, Bound>

/** The part of an imported element that a call does not write. It is `true` if the call writes the whole element. */
export type Rest = Node | true

export interface MatchOptions {
  /** A map to which the function adds, for each placeholder, the part of the element for which it stands. */
  readonly bindings?: Bindings
  /** The number of arguments that the call requires. Only a required argument can represent a list of several values. */
  readonly arity?: number
  /** Whether the call may write other values than the element has, because a later method call can overwrite them. */
  readonly lenient?: boolean
  /**
   * Whether raw XML is compared from the end of an element, and not from the beginning. This is necessary for the last call of
   * a chain, because earlier calls write the raw XML before it.
   */
  readonly rawsFromEnd?: boolean
}

/**
 * Removes the values that a call writes from an imported element, and returns the rest of the element. Returns `undefined` if
 * the call writes a value that the element does not have. Lists are compared from the beginning, because later method calls
 * append to the end.
 */
export function subtract(written: Node, node: Node, options: MatchOptions = {}): Rest | undefined {
  // Most calls differ from the node in their first field. Therefore nothing is copied until all fields match.
  const rests = new Map<string, Slot | true>()
  const spreads: string[] = []
  for (const key in written.fields) {
    const slot = written.fields[key]!
    if (isPlaceholder(key)) {
      spreads.push(key)
      continue
    }
    const field = fieldOf(node.element, key)
    const own = slotOf(node, key)
    if (!field) return undefined
    if (!own) {
      if (
        valuesOf(slot).every(
          value => value === false && (field.kind === 'flag' || field.acceptsFalse),
        )
      )
        continue
      return undefined
    }
    const rest = field.many
      ? subtractList(field, valuesOf(slot), own, options)
      : subtractSingle(
          field,
          slot,
          own,
          options.lenient && isDiscriminator(node, key) ? { ...options, lenient: false } : options,
        )
    if (rest === undefined) return undefined
    rests.set(key, rest)
  }
  const extra = subtractRaws(written, node, options)
  if (!extra) return undefined
  const left: Record<string, Slot> = { ...node.fields }
  for (const [key, rest] of rests) {
    if (rest === true) delete left[key]
    else left[key] = rest
  }
  const [spread, ...others] = spreads
  let fields = left
  if (spread !== undefined) {
    // If the call copies the keys of an object argument into the element, the object contains only the fields that no other
    // part of the call sets.
    const own = Object.entries(left).filter(
      ([key]) =>
        !slotOf(written, key) && !key.startsWith('@') && !isCommon(fieldOf(node.element, key)),
    )
    if (own.length === 0 || others.length > 0) return undefined
    fields = Object.fromEntries(
      Object.entries(left).filter(entry => !own.some(([key]) => key === entry[0])),
    )
    const bound = { ...withoutExtra(node), fields: Object.fromEntries(own) }
    options.bindings?.set(spread, { fields: bound })
  }
  const rest = { ...withoutExtra(node), fields, ...(extra.length > 0 && { extra }) }
  if (Object.keys(fields).length === 0 && rawParts(rest).length === 0) return true
  return rest
}

// Removes the raw XML that a call writes. Only raw XML at the beginning or the end of the list is removed, so that the
// remaining raw XML keeps its order. Differences in white space are ignored. A placeholder matches any text without markup.
function subtractRaws(
  written: Node,
  node: Node,
  { bindings, rawsFromEnd }: MatchOptions,
): readonly Raw[] | undefined {
  const left = [...(node.extra ?? [])]
  const parts = written.extra ?? []
  for (const { xml } of rawsFromEnd ? parts.toReversed() : parts) {
    const at = rawsFromEnd ? left.findLastIndex(hasContent) : left.findIndex(hasContent)
    if (at < 0 || !isSameRaw(xml, left[at]!, bindings)) return undefined
    left.splice(at, 1)
  }
  return left
}

function isSameRaw(written: string, own: Raw, bindings: Bindings | undefined): boolean {
  const [start = '', placeholder, end = '', ...others] = written.split(/(\0\d+\.\w*\0)/)
  if (others.length > 0 || own.isText) return false
  const text = own.xml.replace(/>\s+</g, '><').trim()
  if (placeholder === undefined) return text === written
  const inner = text.slice(start.length, text.length - end.length)
  if (start + inner + end !== text || /[&<>"']/.test(inner)) return false
  bindings?.set(placeholder, { value: inner })
  return true
}

// Whether an attribute selects the variant of its element, such as `type` of a disk. Such an attribute must match exactly,
// because another variant has other fields. The attributes of domains and attributes with a default value are not included.
const isDiscriminator = ({ element }: Node, key: string): boolean =>
  element.name !== 'domain' &&
  [element.variantBy ?? []].flat().includes(key) &&
  fieldOf(element, key)?.default === undefined

// Child elements that every device can have, such as <address>. Programs set them with methods and not in an object argument.
const COMMON: readonly unknown[] = [address, alias, deviceAcpi, deviceBoot]
const isCommon = (field: Field | undefined): boolean => COMMON.includes(field?.element)

const withoutExtra = ({ element, fields, origin }: Node): Node => ({ element, fields, origin })

function subtractList(
  field: Field,
  written: readonly (Scalar | Node | InvalidValue)[],
  own: Slot,
  options: MatchOptions,
): Slot | true | undefined {
  const values = valuesOf(own)
  if (written.length > values.length) return undefined
  // If the call writes a placeholder into a list, the placeholder matches the whole list of the node, even if that list has
  // several values.
  const placeholder = written
    .map(value => (isNode(value) ? undefined : placeholderIn(field, value)))
    .find(one => one !== undefined)
  if (placeholder !== undefined && values.length > 1) {
    if (argumentIndexOf(placeholder) >= (options.arity ?? 0) || written.length > 1) return undefined
    options.bindings?.set(placeholder, { field, values: documentValues(own) })
    return true
  }
  for (const [nth, value] of written.entries())
    if (subtractValue(field, value, values[nth]!, { ...options, lenient: false }) !== true)
      return undefined
  const rest = values.slice(written.length)
  return rest.length === 0 ? true : { ...own, value: rest }
}

function subtractSingle(
  field: Field,
  written: Slot,
  own: Slot,
  options: MatchOptions,
): Slot | true | undefined {
  const [value, ...others] = valuesOf(written)
  const [ownValue, ...ownOthers] = valuesOf(own)
  if (others.length + ownOthers.length > 0) return undefined
  const rest = subtractValue(field, value!, ownValue!, options)
  if (isNode(rest)) return { ...own, value: rest }
  if (rest === undefined && options.lenient && !isNode(value) && !isNode(ownValue)) return own
  return rest
}

function subtractValue(
  field: Field,
  written: Scalar | Node | InvalidValue,
  own: Scalar | Node | InvalidValue,
  options: MatchOptions,
): Rest | undefined {
  const placeholder = placeholderIn(field, written)
  if (own instanceof InvalidValue && !(own instanceof Unchecked)) return undefined
  if (placeholder !== undefined) {
    if (isLeftOut(own)) return undefined
    options.bindings?.set(placeholder, { field, value: own })
    return true
  }
  if (own instanceof Unchecked)
    return written instanceof Unchecked && isSameUnchecked(written, own) ? true : undefined
  if (isNode(written)) {
    if (!isNode(own)) return undefined
    const rest = subtract(written, own, options)
    // Some elements are set by one call with a single value, such as "4GiB". If this value sets only some fields of the XML
    // element, the call is not used, because no further call could add the other fields.
    return rest !== true && written.element.expand && !written.element.isOpen ? undefined : rest
  }
  if (isNode(own) || written instanceof InvalidValue) return undefined
  const print = (value: Scalar): unknown => field.codec?.print(value) ?? value
  return print(written) === print(own) ? true : undefined
}

const isSameUnchecked = (one: Unchecked, other: Unchecked): boolean =>
  one.value === other.value && JSON.stringify(one.attributes) === JSON.stringify(other.attributes)

// Returns the placeholder if a value consists only of a placeholder, or if the value is an element that contains only a
// placeholder.
function placeholderIn(field: Field, written: Scalar | Node | InvalidValue): string | undefined {
  if (isNode(written)) {
    const [slot, ...others] = Object.values(written.fields)
    if (field.kind !== 'child' || !written.element.expand || !slot || others.length > 0)
      return undefined
    return isPlaceholder(slot.value) ? slot.value : undefined
  }
  const value = written instanceof InvalidValue ? written.value : written
  return isPlaceholder(value) ? value : undefined
}

/** Returns the number of values, pieces of raw XML and empty elements in a tree node. */
export function countValues(node: Node | true): number {
  if (node === true) return 0
  const known = counts.get(node)
  if (known !== undefined) return known
  let sum = rawParts(node).length
  for (const slot of Object.values(node.fields))
    for (const value of valuesOf(slot)) sum += isNode(value) ? Math.max(1, countValues(value)) : 1
  counts.set(node, sum)
  return sum
}

// The result is cached, because each node is compared with many calls.
const counts = new WeakMap<Node, number>()
