import { fieldOf } from '../dsl/normalise.ts'
import { difference } from '../tree/equal.ts'
import {
  isLeftOut,
  isNode,
  type Node,
  type Scalar,
  slotOf,
  type Value,
  valuesOf,
  withoutSlot,
  withSlot,
} from '../tree/node.ts'

import { isComment } from './raws.ts'

/** A function that adds default values to domains, as a build does. */
export type Fill = (domains: readonly Node[]) => readonly Node[]

/**
 * Removes the values that a build would add again, and adds `false` for values that a build would add but the domain
 * does not have. A field is removed only if `fill` restores its value.
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

/**
 * Removes the default values from all domains of a program. Addresses are kept if their generated values would
 * collide between domains.
 */
export function omitAllDefaults(domains: readonly Node[], fill: Fill): readonly Node[] {
  let kept = domains.map(node => omitDefaults(node, fill))
  for (;;) {
    const filled = fill(kept)
    const wrong = domains.map((node, nth) => difference(filled[nth]!, node) !== undefined)
    const next = kept.map((node, nth) =>
      wrong[nth] ? declineDefaults(domains[nth]!, fill([domains[nth]!])[0]!) : node,
    )
    // If a domain still differs from the original although none of its values is omitted, nothing can improve it. So
    // the loop ends when no domain changes.
    if (next.every((node, nth) => !wrong[nth] || difference(node, kept[nth]!) === undefined))
      return kept
    kept = next
  }
}

type Path = readonly (string | number)[]

/** A copy of a node with `false` for each field that a build would add. */
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

// Returns values in the same form as the previous value of the field: as a list or as a single value.
const inFormOf = (before: Value, values: readonly (Scalar | Node)[]): Value =>
  Array.isArray(before) ? values : values[0]!

/** The paths of the fields that a build adds if the program does not set them, parents before children. */
function fillablePaths(node: Node, path: Path = []): readonly Path[] {
  return Object.entries(node.fields).flatMap(([key, slot]) => {
    const field = fieldOf(node.element, key)
    const isFilled =
      field?.acceptsFalse && !field.allowsEmpty && slot.value !== false && !isLeftOut(slot.value)
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

/** A copy of a tree without comments and without the positions of raw XML, which a program cannot express. */
export function withoutComments(node: Node): Node {
  const fields = Object.fromEntries(
    Object.entries(node.fields).map(([key, slot]) => {
      const values = valuesOf(slot).map(value => (isNode(value) ? withoutComments(value) : value))
      return [key, { ...slot, value: inFormOf(slot.value, values as (Scalar | Node)[]) }]
    }),
  )
  const extra = (node.extra ?? [])
    .filter(raw => !isComment(raw))
    .map(({ before: _, ...raw }) => raw)
  const { element, origin } = node
  return { element, fields, origin, ...(extra.length > 0 && { extra }) }
}
