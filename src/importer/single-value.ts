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

/**
 * Writes an element as a single value or as raw XML. Returns `undefined` if the whole element cannot be written in one of these
 * ways.
 */
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

/** The scalars in an element. They are found one by one, because an element can have very many. */
function* scalarsIn(node: Node): Generator<Scalar | Unchecked> {
  for (const [, slot] of orderedFields(node)) {
    for (const value of documentValues(slot)) {
      if (isNode(value)) yield* scalarsIn(value)
      else yield value
    }
  }
}

/** The expression for a list of values: the value itself if there is only one, otherwise a list. */
export const itemOrList = (codes: readonly Code[]): Code =>
  codes.length === 1 ? codes[0]! : { kind: 'list', items: codes }

/** A value of a field in a parsed document. Unlike a value in a program, it is never invalid. */
export type DocumentValue = Scalar | Node | Unchecked

/** The values of a field in a parsed document. */
export const documentValues = (slot: Slot): readonly DocumentValue[] =>
  valuesOf(slot) as readonly DocumentValue[]
