import { fieldOf } from '../dsl/normalise.ts'
import { difference } from '../tree/equal.ts'
import {
  isNode,
  type Node,
  type Scalar,
  slotOf,
  type Value,
  valuesOf,
  withoutSlot,
  withSlot,
} from '../tree/node.ts'

/** Fills in the defaults of domains, as a build does. */
export type Fill = (domains: readonly Node[]) => readonly Node[]

/**
 * Removes the values that a build fills in again, and adds `false` for values that a build would fill in but the
 * domain does not have. Each field is tried: it is removed if `fill` restores it.
 */
function omitDefaults(node: Node, fill: Fill): Node {
  const filled = (one: Node): Node => fill([one])[0]!
  let kept = declineDefaults(node, filled(node))
  for (const path of fillablePaths(kept)) {
    const without = omit(kept, path)
    if (without && difference(filled(without), node) === undefined) kept = without
  }
  return kept
}

/** Removes the defaults from all domains of a program. Addresses that would then collide between domains are kept. */
export function omitAllDefaults(domains: readonly Node[], fill: Fill): readonly Node[] {
  let kept = domains.map(node => omitDefaults(node, fill))
  for (;;) {
    const filled = fill(kept)
    const wrong = domains.map((node, nth) => difference(filled[nth]!, node) !== undefined)
    const next = kept.map((node, nth) =>
      wrong[nth] ? declineDefaults(domains[nth]!, fill([domains[nth]!])[0]!) : node,
    )
    // Domains that still differ with all their values cannot be improved, so the loop ends when nothing changes.
    if (next.every((node, nth) => !wrong[nth] || difference(node, kept[nth]!) === undefined))
      return kept
    kept = next
  }
}

type Path = readonly (string | number)[]

/** The same node with `false` for each field that a build would add. */
function declineDefaults(node: Node, filled: Node): Node {
  let kept = node
  for (const [key, slot] of Object.entries(filled.fields)) {
    const own = slotOf(node, key)
    if (!own) {
      if (fieldOf(node.element, key)?.acceptsFalse && slot.value !== false)
        kept = withSlot(kept, key, { value: false, origin: node.origin })
      continue
    }
    const values = valuesOf(own)
    const after = valuesOf(slot)
    const next = values.map((value, nth) => {
      const other = after[nth]
      return isNode(value) && isNode(other) && value !== other
        ? declineDefaults(value, other)
        : value
    })
    if (next.some((value, nth) => value !== values[nth]))
      kept = withSlot(kept, key, { ...own, value: inFormOf(own.value, next as (Scalar | Node)[]) })
  }
  return kept
}

// Values in the form of a previous value: a list or a single value.
const inFormOf = (before: Value, values: readonly (Scalar | Node)[]): Value =>
  Array.isArray(before) ? values : values[0]!

/** The paths of the fields that a build can fill in, parents before children. */
function fillablePaths(node: Node, path: Path = []): readonly Path[] {
  return Object.entries(node.fields).flatMap(([key, slot]) => {
    const field = fieldOf(node.element, key)
    const isFilled = field?.acceptsFalse && !field.allowsEmpty && slot.value !== false
    const below = valuesOf(slot).flatMap((value, nth) =>
      isNode(value) ? fillablePaths(value, [...path, key, nth]) : [],
    )
    return isFilled ? [[...path, key], ...below] : below
  })
}

function omit(node: Node, [key, nth, ...rest]: Path): Node | undefined {
  const slot = slotOf(node, String(key))
  if (!slot) return undefined
  if (nth === undefined) return withoutSlot(node, String(key))
  const values = valuesOf(slot)
  const child = values[Number(nth)]
  const changed = isNode(child) ? omit(child, rest) : undefined
  if (!changed) return undefined
  const next = values.map((value, index) => (index === nth ? changed : value)) as (Scalar | Node)[]
  return withSlot(node, String(key), { ...slot, value: inFormOf(slot.value, next) })
}

/** A tree without comments and without the positions of its raw parts, which a program cannot express. */
export function withoutComments(node: Node): Node {
  const fields = Object.fromEntries(
    Object.entries(node.fields).map(([key, slot]) => {
      const values = valuesOf(slot).map(value => (isNode(value) ? withoutComments(value) : value))
      return [key, { ...slot, value: inFormOf(slot.value, values as (Scalar | Node)[]) }]
    }),
  )
  const extra = (node.extra ?? [])
    .filter(({ xml }) => !xml.startsWith('<!--'))
    .map(({ xml, origin }) => ({ xml, origin }))
  const { element, origin } = node
  return { element, fields, origin, ...(extra.length > 0 && { extra }) }
}
