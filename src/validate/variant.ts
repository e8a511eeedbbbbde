import type { Element, Field } from '../schema/element.ts'
import { isNode, slotOf, type Value } from '../tree/node.ts'
import type { Here } from './here.ts'

/** One of the attributes that decide which variant an element is. */
export interface Decision {
  readonly attribute: string
  /** The element that has the attribute. */
  readonly owner: string
  readonly value: string
}

/**
 * The variant of an element, its decisions joined: `network/rbd`; `undefined` where there are none, or where what decides
 * is itself wrong or missing.
 */
export function variantOf(here: Here, decisions?: Decision[]): string | undefined {
  let variant: string | undefined
  for (const way of waysOf(here.node.element)) {
    const value = decide(here, way)
    // A further decision that is not there, or is none in this variant, does not unmake the first.
    if (value === undefined || isForeign(here.node.element.fields[way.path], variant)) break
    variant = variant === undefined ? value : `${variant}/${value}`
    decisions?.push({ attribute: way.keys[0]!, owner: ownerOf(here, way)!.name, value })
  }
  return variant
}

/** The decisions that made the variant of an element, the first on. */
export function decisionsOf(here: Here): readonly Decision[] {
  const decisions: Decision[] = []
  variantOf(here, decisions)
  return decisions
}

/** The way from an element to what decides: so many levels up, and then down. */
interface Way {
  readonly path: string
  readonly up: number
  readonly keys: readonly string[]
}

const ways = new WeakMap<Element, readonly Way[]>()
const NONE: readonly never[] = []

function waysOf(element: Element): readonly Way[] {
  if (element.by === undefined) return NONE
  const before = ways.get(element)
  if (before) return before
  const found = [element.by].flat().map(path => {
    const steps = path.split('/')
    const up = steps.filter(step => step === '..').length
    return { path, up, keys: steps.slice(up) }
  })
  ways.set(element, found)
  return found
}

function ownerOf(here: Here, { up }: Way): Here | undefined {
  let owner: Here | undefined = here
  for (let level = 0; level < up; level++) owner = owner?.up
  return owner
}

function decide(here: Here, way: Way): string | undefined {
  let node = ownerOf(here, way)?.node
  if (!node) return undefined
  let value: Value | undefined
  let field: Field | undefined
  for (const key of way.keys) {
    field = node.element.fields[key]
    value = slotOf(node, key)?.value
    if (isNode(value)) node = value
  }
  const spelled = field?.codec?.print(value ?? field.default)
  // It is told once, by itself; what hangs on it is not told again.
  return spelled !== undefined && field?.codec?.test(spelled) ? spelled : undefined
}

const isForeign = (field: Field | undefined, before: string | undefined): boolean =>
  field?.in !== undefined && before !== undefined && !isAmong(before, field.in)

/** Is a variant one of these, or below one of these? */
export function isAmong(variant: string, variants: readonly string[]): boolean {
  return variants.some(one => variant === one || variant.startsWith(`${one}/`))
}

/** The decision that keeps a variant from being one of these, and the values that it would have to have. */
export function obstacle(
  decisions: readonly Decision[],
  variants: readonly string[],
): { readonly decision: Decision; readonly wanted: readonly string[] } {
  let left = variants.map(one => one.split('/'))
  for (const [depth, decision] of decisions.entries()) {
    const next = left.filter(one => one[depth] === decision.value)
    if (next.length === 0) return { decision, wanted: [...new Set(left.map(one => one[depth]!))] }
    left = next
  }
  // The last decision has been left out.
  return { decision: decisions.at(-1)!, wanted: variants }
}

/** Must a field be there in this variant? */
export const isDue = ({ required }: Field, variant: string | undefined): boolean =>
  typeof required === 'boolean' ? required : variant !== undefined && isAmong(variant, required)
