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

/**
 * The path of the first difference between two trees; `undefined` if they are equal. Values are compared by their spelling
 * in XML: `true` equals `'yes'`, but `10` does not equal `'0x0a'`. Origins are ignored.
 */
export function difference(a: Node, b: Node, path = a.element.name): string | undefined {
  if (a.element !== b.element) return path
  for (const key of new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])) {
    const field = a.element.fields[key]
    const left = present(field, valuesOf(slotOf(a, key)))
    const right = present(field, valuesOf(slotOf(b, key)))
    if (left.length !== right.length) return `${path}/${key}`
    for (const [index, one] of left.entries()) {
      const other = right[index]
      const here = field?.many ? `${path}/${key}[${index + 1}]` : `${path}/${key}`
      if (isNode(one) && isNode(other)) {
        const below = difference(one, other, here)
        if (below !== undefined) return below
      } else if (spelling(field, one) !== spelling(field, other)) return here
    }
  }
  return equalLists(rawsOf(a), rawsOf(b)) ? undefined : `${path}/raw XML`
}

// Raw parts in front of different fields are written in the order of these fields, so their own order does not matter.
const rawsOf = (node: Node): readonly string[] =>
  (node.extra ?? [])
    .map(({ xml, before = '', isText }) => ({ before, text: isText ? xml : normalizeLayout(xml) }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => (a.before < b.before ? -1 : a.before > b.before ? 1 : 0))
    .map(({ before, text }) => `${before} ${text}`)

const equalLists = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])

// The emitter formats raw parts again, so white space between tags and the kind of quotes do not matter.
const normalizeLayout = (xml: string): string =>
  xml
    .replace(/>\s+</g, '><')
    .replace(/='([^'"]*)'/g, '="$1"')
    .trim()

/** Whether two trees are equal, apart from their origins. */
export function equal(a: Node, b: Node): boolean {
  return difference(a, b) === undefined
}

// A flag that is off, or a field that is left to libvirt, is not written to the XML.
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
