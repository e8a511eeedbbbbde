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

/** What a build fills in. */
export type Fill = (domains: readonly Node[]) => readonly Node[]

/**
 * A domain as a person would write it: without what a build fills in just so, and with `false` where a build would fill
 * in what the domain leaves out. Tried out, field by field: what a build does, it tells by itself.
 */
function sparse(node: Node, fill: Fill): Node {
  const filled = (one: Node): Node => fill([one])[0]!
  let kept = declined(node, filled(node))
  for (const path of fillable(kept)) {
    const without = omit(kept, path)
    if (without && difference(filled(without), node) === undefined) kept = without
  }
  return kept
}

/** All domains of a program as a person would write them: where two would be given one address, both say it. */
export function allSparse(domains: readonly Node[], fill: Fill): readonly Node[] {
  let kept = domains.map(node => sparse(node, fill))
  for (;;) {
    const filled = fill(kept)
    const wrong = domains.map((node, nth) => difference(filled[nth]!, node) !== undefined)
    const next = kept.map((node, nth) =>
      wrong[nth] ? declined(domains[nth]!, fill([domains[nth]!])[0]!) : node,
    )
    // What a build fills in with all that is said, it fills in again.
    if (next.every((node, nth) => !wrong[nth] || difference(node, kept[nth]!) === undefined))
      return kept
    kept = next
  }
}

type Path = readonly (string | number)[]

/** The same node with `false` for each field that a build has added. */
function declined(node: Node, filled: Node): Node {
  let kept = node
  for (const [key, slot] of Object.entries(filled.fields)) {
    const own = slotOf(node, key)
    if (!own) {
      if (fieldOf(node.element, key)?.fills && slot.value !== false)
        kept = withSlot(kept, key, { value: false, origin: node.origin })
      continue
    }
    const values = valuesOf(own)
    const after = valuesOf(slot)
    const next = values.map((value, nth) => {
      const other = after[nth]
      return isNode(value) && isNode(other) && value !== other ? declined(value, other) : value
    })
    if (next.some((value, nth) => value !== values[nth]))
      kept = withSlot(kept, key, { ...own, value: like(own.value, next as (Scalar | Node)[]) })
  }
  return kept
}

const like = (before: Value, values: readonly (Scalar | Node)[]): Value =>
  Array.isArray(before) ? values : values[0]!

/** The paths of the fields that a build may fill in, the outer before the inner. */
function fillable(node: Node, path: Path = []): readonly Path[] {
  return Object.entries(node.fields).flatMap(([key, slot]) => {
    const field = fieldOf(node.element, key)
    const isFilled = field?.fills && !field.bare && slot.value !== false
    const below = valuesOf(slot).flatMap((value, nth) =>
      isNode(value) ? fillable(value, [...path, key, nth]) : [],
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
  return withSlot(node, String(key), { ...slot, value: like(slot.value, next) })
}

/** A tree without comments and without the places of its raw parts: all that a program cannot say. */
export function plain(node: Node): Node {
  const fields = Object.fromEntries(
    Object.entries(node.fields).map(([key, slot]) => {
      const values = valuesOf(slot).map(value => (isNode(value) ? plain(value) : value))
      return [key, { ...slot, value: like(slot.value, values as (Scalar | Node)[]) }]
    }),
  )
  const extra = (node.extra ?? [])
    .filter(({ xml }) => !xml.startsWith('<!--'))
    .map(({ xml, origin }) => ({ xml, origin }))
  const { element, origin } = node
  return { element, fields, origin, ...(extra.length > 0 && { extra }) }
}
