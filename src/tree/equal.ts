import type { Field } from '../schema/core/element.ts'
import {
  InvalidValue,
  isLeftOut,
  isNode,
  type Node,
  type Scalar,
  slotOf,
  Unchecked,
  valuesOf,
} from './node.ts'
import { withoutLayout } from './raw-layout.ts'

/**
 * The path of the first difference between two trees, or `undefined` if they are equal. Values are compared as XML text: `true`
 * equals `'yes'`, but `10` does not equal `'0x0a'`. Origins are not compared.
 */
export function difference(a: Node, b: Node): string | undefined {
  const below = differenceBelow(a, b)
  return below === undefined ? undefined : `${a.element.name}${below}`
}

// The path of a difference is built only if there is a difference, because trees are compared often and are usually equal.
function differenceBelow(a: Node, b: Node): string | undefined {
  if (a === b) return undefined
  if (a.element !== b.element) return ''
  for (const key in a.fields) {
    const found = differenceIn(a, b, key)
    if (found !== undefined) return found
  }
  for (const key in b.fields) {
    const found = Object.hasOwn(a.fields, key) ? undefined : differenceIn(a, b, key)
    if (found !== undefined) return found
  }
  if (!a.extra && !b.extra) return undefined
  return equalLists(rawsOf(a), rawsOf(b)) ? undefined : '/raw XML'
}

function differenceIn(a: Node, b: Node, key: string): string | undefined {
  const field = a.element.fields[key]
  const left = present(field, valuesOf(slotOf(a, key)))
  const right = present(field, valuesOf(slotOf(b, key)))
  if (left.length !== right.length) return `/${key}`
  for (let index = 0; index < left.length; index++) {
    const [one, other] = [left[index]!, right[index]!]
    const below =
      isNode(one) && isNode(other)
        ? differenceBelow(one, other)
        : spelling(field, one) === spelling(field, other)
          ? undefined
          : ''
    if (below !== undefined) return `/${key}${field?.many ? `[${index + 1}]` : ''}${below}`
  }
  return undefined
}

// Returns the raw XML of a node, sorted by the field that follows the raw XML. If several pieces of raw XML precede the same
// field, their order matters.
const rawsOf = (node: Node): readonly string[] =>
  (node.extra ?? [])
    .map(({ xml, before = '', isText }) => ({ before, text: isText ? xml : withoutLayout(xml) }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => (a.before < b.before ? -1 : a.before > b.before ? 1 : 0))
    .map(({ before, text }) => `${before} ${text}`)

const equalLists = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])

/** Whether two trees are equal, apart from their origins. */
export function equal(a: Node, b: Node): boolean {
  return difference(a, b) === undefined
}

// Returns the values that are written to the XML. A flag with the value `false` is not written, and neither is a field that the
// program leaves to libvirt.
function present(
  field: Field | undefined,
  values: readonly (Scalar | Node | InvalidValue)[],
): readonly (Scalar | Node | InvalidValue)[] {
  const isWritten =
    field?.kind === 'flag' || field?.acceptsFalse
      ? (value: unknown) => value !== false && !isLeftOut(value)
      : (value: unknown) => !isLeftOut(value)
  return values.every(isWritten) ? values : values.filter(isWritten)
}

function spelling(
  field: Field | undefined,
  value: Scalar | Node | InvalidValue | undefined,
): unknown {
  if (value instanceof Unchecked && value.attributes)
    return JSON.stringify([value.value, Object.entries(value.attributes).sort()])
  if (value instanceof InvalidValue) return value.value
  return field?.codec?.print(value) ?? value
}
