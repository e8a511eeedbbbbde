import type { Field } from '../schema/element.ts'
import { isNode, slotOf, type Value } from '../tree/node.ts'
import type { Here } from './here.ts'

/** One of the attributes that decide which variant an element is. */
export interface Decision {
  readonly attribute: string
  /** The element that has the attribute. */
  readonly owner: string
  readonly value: string
}

/** Which variant of an element this is: the decisions, from the first on, and their values joined (`network/rbd`). */
export interface Variant {
  readonly value: string
  readonly decisions: readonly Decision[]
}

/** The variant of an element; `undefined` where there are none, or where what decides is itself wrong or missing. */
export function variantOf(here: Here): Variant | undefined {
  const { by } = here.node.element
  if (by === undefined) return undefined
  const decisions: Decision[] = []
  for (const path of typeof by === 'string' ? [by] : by) {
    const decision = decide(here, path)
    // A further decision that is not there, or is none in this variant, does not unmake the first.
    if (!decision || isForeign(here.node.element.fields[path], decisions)) break
    decisions.push(decision)
  }
  return decisions.length === 0 ? undefined : joined(decisions)
}

const joined = (decisions: readonly Decision[]): Variant => ({
  value: decisions.map(({ value }) => value).join('/'),
  decisions,
})

const isForeign = (field: Field | undefined, before: readonly Decision[]): boolean =>
  field?.in !== undefined && before.length > 0 && !isAmong(joined(before), field.in)

function decide(here: Here, path: string): Decision | undefined {
  const keys = path.split('/')
  let owner = here
  while (keys[0] === '..') {
    keys.shift()
    if (!owner.up) return undefined
    owner = owner.up
  }
  let { node } = owner
  let value: Value | undefined
  let field: Field | undefined
  for (const key of keys) {
    field = node.element.fields[key]
    value = slotOf(node, key)?.value
    if (isNode(value)) node = value
  }
  const spelled = field?.codec?.print(value ?? field.default)
  // It is told once, by itself; what hangs on it is not told again.
  if (spelled === undefined || !field?.codec?.test(spelled)) return undefined
  return { attribute: keys[0]!, owner: owner.name, value: spelled }
}

/** Is a variant one of these, or below one of these? */
export function isAmong({ value }: Variant, variants: readonly string[]): boolean {
  return variants.some(one => value === one || value.startsWith(`${one}/`))
}

/** The decision that keeps a variant from being one of these, and the values that it would have to have. */
export function obstacle(
  { decisions }: Variant,
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

/** Does a field belong to other variants than this? */
export const isAway = (field: Field, variant: Variant): boolean =>
  field.in !== undefined && !isAmong(variant, field.in)

/** Must a field be there in this variant? */
export const isDue = ({ required }: Field, variant: Variant | undefined): boolean =>
  typeof required === 'boolean' ? required : variant !== undefined && isAmong(variant, required)
