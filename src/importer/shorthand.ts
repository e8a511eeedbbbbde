import { toNode } from '../dsl/normalise.ts'
import { difference } from '../tree/equal.ts'
import { isNode, type Node, type Scalar, type Slot, valuesOf } from '../tree/node.ts'
import { type Code, literal, run } from './code.ts'
import { fieldsOf } from './order.ts'
import { rawsOf } from './raws.ts'
import { spelled } from './spelled.ts'

/** A node that holds one value, written as that value. */
export function shorthand(node: Node): Code | undefined {
  const raws = rawsOf(node).map(literal)
  const values = raws.length > 0 ? [] : scalarsIn(node)
  const [first] = values
  const contracted = raws.length === 0 ? node.element.contract?.(spelled(node)) : undefined
  const candidates = [
    ...(contracted === undefined ? [] : [literal(contracted)]),
    ...(values.length === 1 ? [literal(first!)] : []),
    ...(node.element.open && raws.length > 0 ? [oneOrAll(raws)] : []),
  ]
  return candidates.find(code => {
    const made = toNode(node.element, run(code, {}), node.origin)
    return isNode(made) && difference(made, withoutRawPlaces(node)) === undefined
  })
}

const withoutRawPlaces = (node: Node): Node =>
  node.extra ? { ...node, extra: rawsOf(node).map(xml => ({ xml, origin: node.origin })) } : node

const scalarsIn = (node: Node): readonly Scalar[] =>
  fieldsOf(node).flatMap(([, slot]) =>
    wellFormed(slot).flatMap(value => (isNode(value) ? scalarsIn(value) : [value])),
  )

/** One of a list, or the list. */
export const oneOrAll = (codes: readonly Code[]): Code =>
  codes.length === 1 ? codes[0]! : { kind: 'list', items: codes }

/** The values of a slot that a document has: none of them is a misfit. */
export const wellFormed = (slot: Slot): readonly (Scalar | Node)[] =>
  valuesOf(slot) as readonly (Scalar | Node)[]
