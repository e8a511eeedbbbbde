import type { ElementOf } from '../check/paths.ts'
import type { Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { isNode, type Node, slotOf, valuesOf } from '../tree/node.ts'
import { textOf } from './text.ts'

/** A test for the text of a value, which `like` returns. */
export interface Like {
  readonly accepts: (text: string) => boolean
}

/**
 * Returns a test for the text of a value. The text must fit a regular expression, contain another text, or pass a function. Use
 * the test in place of a value.
 *
 * @example
 * fv0.has('disk', { source: { file: like(/\.qcow2$/) } })
 */
export function like(pattern: RegExp | string | ((text: string) => boolean)): Like {
  if (typeof pattern === 'function') return { accepts: pattern }
  if (typeof pattern === 'string') return { accepts: text => text.includes(pattern) }
  // `search` is used instead of `test`, because the result of `test` with a global pattern depends on the previous match.
  return { accepts: text => text.search(pattern) >= 0 }
}

/**
 * The fields that an element must have, and their values. If a field is a list of child elements, at least one child element
 * must match.
 */
export type Match<T> = T extends unknown
  ? { readonly [K in Exclude<keyof T, 'xml' | 'attributes'>]?: FieldMatch<NonNullable<T[K]>> }
  : never

type FieldMatch<V> =
  | ([ElementOf<V>] extends [never] ? never : Match<ElementOf<V>>)
  | Extract<V, string | number | boolean>
  | Like

/** Whether an element has all fields of `match` with the values in it. */
export function fits(node: Node, match: object): boolean {
  return Object.entries(match).every(([key, expected]) => {
    if (expected === undefined) return true
    const field = lookup(node.element.fields, key)
    if (!field) throw new TypeError(`<${node.element.name}> has no field "${key}"`)
    const values = valuesOf(slotOf(node, key))
    if (field.kind === 'flag' && expected === false) return values.length === 0
    return values.some(value => fitsValue(field, value, expected))
  })
}

function fitsValue(field: Field, value: unknown, expected: unknown): boolean {
  if (isNode(value)) {
    const { lead } = value.element
    if (isObject(expected) && !isLike(expected)) return fits(value, expected)
    return lead !== undefined && fits(value, { [lead]: expected })
  }
  if (field.kind === 'flag') return value === expected
  const text = textOf(field, value)
  if (text === undefined) return false
  return isLike(expected) ? expected.accepts(text) : text === textOf(field, expected)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const isLike = (value: unknown): value is Like =>
  isObject(value) && typeof (value as Partial<Like>).accepts === 'function'
