import type { Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { isNode, Misfit, type Node, type Scalar, slotOf, valuesOf } from './node.ts'

/**
 * The path of the first difference between two trees, or `undefined` where they say the same. Values compare by their
 * spelling in XML: `true` and `'yes'` are one, `10` and `'0x0a'` are not. Origins do not count.
 */
export function difference(a: Node, b: Node, path = a.element.name): string | undefined {
  if (a.element !== b.element) return path
  for (const key of new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])) {
    const field = lookup(a.element.fields, key)
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

// Which stands first among raw parts in different places is decided by the fields they stand in front of.
const rawsOf = (node: Node): readonly string[] =>
  (node.extra ?? [])
    .map(({ xml, before = '' }) => ({ before, text: laidOut(xml) }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => (a.before < b.before ? -1 : a.before > b.before ? 1 : 0))
    .map(({ before, text }) => `${before} ${text}`)

const equalLists = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])

// Raw parts are laid out anew when they are written: the white space between tags and the kind of quotes say nothing.
const laidOut = (xml: string): string =>
  xml
    .replace(/>\s+</g, '><')
    .replace(/='([^'"]*)'/g, '="$1"')
    .trim()

/** Do two trees say the same? */
export function equal(a: Node, b: Node): boolean {
  return difference(a, b) === undefined
}

// A flag that is off and a field left to libvirt stand nowhere in the XML.
function present(
  field: Field | undefined,
  values: readonly (Scalar | Node | Misfit)[],
): readonly (Scalar | Node | Misfit)[] {
  return field?.kind === 'flag' || field?.acceptsFalse
    ? values.filter(value => value !== false)
    : values
}

function spelling(field: Field | undefined, value: Scalar | Node | Misfit | undefined): unknown {
  if (value instanceof Misfit) return value.value
  return field?.codec?.print(value) ?? value
}
