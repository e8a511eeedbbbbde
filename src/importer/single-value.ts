import { toNode } from '../dsl/normalise.ts'
import { unchecked } from '../dsl/unchecked.ts'
import { difference } from '../tree/equal.ts'
import {
  isLeftOut,
  isNode,
  type Node,
  type Scalar,
  type Slot,
  type Unchecked,
  valuesOf,
} from '../tree/node.ts'
import { type Code, literal, run, valueCode } from './code.ts'
import { orderedFields } from './order.ts'
import { rawCodes, rawParts } from './raws.ts'
import { xmlValues } from './xml-values.ts'

/** Writes an element as a single value or as raw XML. Returns `undefined` if neither can express the whole element. */
export function singleValue(node: Node): Code | undefined {
  const raws = rawCodes(node)
  const [first, second] = raws.length > 0 ? [] : scalarsIn(node)
  const contracted = raws.length === 0 ? node.element.contract?.(xmlValues(node)) : undefined
  const candidates = [
    ...(contracted === undefined ? [] : [literal(contracted)]),
    ...(first !== undefined && second === undefined && !isLeftOut(first) ? [valueCode(first)] : []),
    ...(node.element.isOpen && raws.length > 0 ? [itemOrList(raws)] : []),
  ]
  return candidates.find(code => {
    const made = toNode(node.element, run(code, { unchecked }), node.origin)
    return isNode(made) && difference(made, withoutRawPositions(node)) === undefined
  })
}

const withoutRawPositions = (node: Node): Node =>
  node.extra ? { ...node, extra: rawParts(node).map(({ before: _, ...raw }) => raw) } : node

/**
 * Yields the scalars in an element one by one, because an element can have very many, and the callers need only the first two.
 */
function* scalarsIn(node: Node): Generator<Scalar | Unchecked> {
  for (const [, slot] of orderedFields(node)) {
    for (const value of documentValues(slot)) {
      if (isNode(value)) yield* scalarsIn(value)
      else yield value
    }
  }
}

/** Returns the expression for a list of values. If the list has only one value, returns the expression for this value. */
export const itemOrList = (codes: readonly Code[]): Code =>
  codes.length === 1 ? codes[0]! : { kind: 'list', items: codes }

/** The value of a field in a parsed XML document. Unlike the value of a field in a program, it is never invalid. */
export type DocumentValue = Scalar | Node | Unchecked

/** Returns the values of a field in a parsed XML document. */
export const documentValues = (slot: Slot): readonly DocumentValue[] =>
  valuesOf(slot) as readonly DocumentValue[]
