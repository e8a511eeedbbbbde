import { fieldOf } from '../dsl/normalise.ts'
import type { Field } from '../schema/core/element.ts'
import { address } from '../schema/domain/address.ts'
import { alias, deviceAcpi, deviceBoot } from '../schema/domain/device.ts'
import {
  isNode,
  Misfit,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  slotOf,
  valuesOf,
} from '../tree/node.ts'
import { isSaid, rawsOf } from './raws.ts'
import { indexOfMark, isMark } from './shapes.ts'

/** What stands where a mark stood: a value of a field, or the fields that are left of an element. */
type Bound =
  | { readonly field?: Field; readonly value: Scalar | Node }
  | { readonly field: Field; readonly values: readonly (Scalar | Node)[] }
  | { readonly fields: Node }

export type Bindings = Map<string, Bound>

/** What a match leaves of a node: `true` where it leaves nothing. */
export type Rest = Node | true

export interface MatchOptions {
  /** Marks are bound to what stands in their place. */
  readonly bindings?: Bindings
  /** How many arguments are needed: these may be lists, and what follows may be one of several. */
  readonly arity?: number
  /** Values that a method can put right afterwards may differ. */
  readonly lenient?: boolean
  /** Raw parts are taken from the end of an element, for a call that comes last, instead of from its beginning. */
  readonly rawsFromEnd?: boolean
}

/**
 * What a node says beyond what a word writes; `undefined` where the word writes what the node does not say. Lists are
 * taken from their beginning, for methods add to their end.
 */
export function subtract(written: Node, node: Node, options: MatchOptions = {}): Rest | undefined {
  // Most words are tried in vain, and found out by their first field.
  const taken = new Map<string, Slot | true>()
  const spreads: string[] = []
  for (const key in written.fields) {
    const slot = written.fields[key]!
    if (isMark(key)) {
      spreads.push(key)
      continue
    }
    const field = fieldOf(node.element, key)
    const own = slotOf(node, key)
    if (!field) return undefined
    if (!own) {
      if (valuesOf(slot).every(value => value === false && (field.kind === 'flag' || field.fills)))
        continue
      return undefined
    }
    const rest = field.many
      ? subtractList(field, valuesOf(slot), own, options)
      : subtractOne(
          field,
          slot,
          own,
          isChoice(node, key) ? { ...options, lenient: false } : options,
        )
    if (rest === undefined) return undefined
    taken.set(key, rest)
  }
  const extra = subtractRaws(written, node, options)
  if (!extra) return undefined
  const left: Record<string, Slot> = { ...node.fields }
  for (const [key, rest] of taken) {
    if (rest === true) delete left[key]
    else left[key] = rest
  }
  const [spread, ...others] = spreads
  let fields = left
  if (spread !== undefined) {
    // What the word writes itself it does not take from the object.
    const own = Object.entries(left).filter(
      ([key]) => !slotOf(written, key) && !isCommon(fieldOf(node.element, key)),
    )
    if (own.length === 0 || others.length > 0) return undefined
    fields = Object.fromEntries(
      Object.entries(left).filter(entry => !own.some(([key]) => key === entry[0])),
    )
    const bound = { ...withoutExtra(node), fields: Object.fromEntries(own) }
    options.bindings?.set(spread, { fields: bound })
  }
  const rest = { ...withoutExtra(node), fields, ...(extra.length > 0 && { extra }) }
  if (Object.keys(fields).length === 0 && rawsOf(rest).length === 0) return true
  return rest
}

// Raw parts are the same where nothing but the layout differs, and where a mark stands for any text without markup. They
// are taken from one end, for their order is kept.
function subtractRaws(
  written: Node,
  node: Node,
  { bindings, rawsFromEnd }: MatchOptions,
): readonly Raw[] | undefined {
  const left = [...(node.extra ?? [])]
  const parts = written.extra ?? []
  for (const { xml } of rawsFromEnd ? parts.toReversed() : parts) {
    const at = rawsFromEnd ? left.findLastIndex(isSaid) : left.findIndex(isSaid)
    if (at < 0 || !isSameRaw(xml, left[at]!, bindings)) return undefined
    left.splice(at, 1)
  }
  return left
}

function isSameRaw(written: string, own: Raw, bindings: Bindings | undefined): boolean {
  const [start = '', mark, end = '', ...others] = written.split(/(\0\d+\.\w*\0)/)
  if (others.length > 0) return false
  const text = own.xml.replace(/>\s+</g, '><').trim()
  if (mark === undefined) return text === written
  const inner = text.slice(start.length, text.length - end.length)
  if (start + inner + end !== text || /[&<>"']/.test(inner)) return false
  bindings?.set(mark, { value: inner })
  return true
}

// What chooses among the variants of an element: a word of another variant is the wrong word, but for domains, and where
// there is a choice without it.
const isChoice = ({ element }: Node, key: string): boolean =>
  element.name !== 'domain' &&
  [element.by ?? []].flat().includes(key) &&
  fieldOf(element, key)?.default === undefined

// What every device has is said by methods.
const COMMON: readonly unknown[] = [address, alias, deviceAcpi, deviceBoot]
const isCommon = (field: Field | undefined): boolean => COMMON.includes(field?.element)

const withoutExtra = ({ element, fields, origin }: Node): Node => ({ element, fields, origin })

function subtractList(
  field: Field,
  written: readonly (Scalar | Node | Misfit)[],
  own: Slot,
  options: MatchOptions,
): Slot | true | undefined {
  const values = valuesOf(own)
  if (written.length > values.length) return undefined
  // A mark in a list stands for all of the list.
  const mark = written
    .map(value => (isNode(value) ? undefined : markIn(field, value)))
    .find(one => one !== undefined)
  if (mark !== undefined && values.length > 1) {
    if (indexOfMark(mark) >= (options.arity ?? 0) || written.length > 1) return undefined
    options.bindings?.set(mark, { field, values: values as readonly (Scalar | Node)[] })
    return true
  }
  for (const [nth, value] of written.entries())
    if (subtractValue(field, value, values[nth]!, { ...options, lenient: false }) !== true)
      return undefined
  const rest = values.slice(written.length)
  return rest.length === 0 ? true : { ...own, value: rest }
}

function subtractOne(
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
  written: Scalar | Node | Misfit,
  own: Scalar | Node | Misfit,
  options: MatchOptions,
): Rest | undefined {
  if (own instanceof Misfit) return undefined
  const mark = markIn(field, written)
  if (mark !== undefined) {
    options.bindings?.set(mark, { field, value: own })
    return true
  }
  if (isNode(written)) {
    if (!isNode(own)) return undefined
    const rest = subtract(written, own, options)
    // A size is one value, and what is of one kind with it.
    return rest !== true && written.element.expand && !written.element.open ? undefined : rest
  }
  if (isNode(own) || written instanceof Misfit) return undefined
  const spell = (value: Scalar): unknown => field.codec?.print(value) ?? value
  return spell(written) === spell(own) ? true : undefined
}

// The mark that stands for a whole value: as it is, or as the shorthand of an element that is one value.
function markIn(field: Field, written: Scalar | Node | Misfit): string | undefined {
  if (isNode(written)) {
    const [slot, ...others] = Object.values(written.fields)
    if (field.kind !== 'child' || !written.element.expand || !slot || others.length > 0)
      return undefined
    return isMark(slot.value) ? slot.value : undefined
  }
  const value = written instanceof Misfit ? written.value : written
  return isMark(value) ? value : undefined
}

/** How much a node says: its values, and elements that stand empty. */
export function facts(node: Node | true): number {
  if (node === true) return 0
  let sum = rawsOf(node).length
  for (const slot of Object.values(node.fields))
    for (const value of valuesOf(slot)) sum += isNode(value) ? Math.max(1, facts(value)) : 1
  return sum
}
