import { plain } from '../dsl/shown.ts'
import type { Codec } from '../schema/core/codec.ts'
import { type Element, elementOf, type Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { emptyNode, type Node, type Scalar, withSlot } from '../tree/node.ts'
import { emit } from '../xml/emit.ts'

const ORIGIN = { file: '', line: 1, column: 1 }
const MAX_ATTRIBUTES = 4
const MAX_DEPTH = 3

/**
 * A small valid example of an element as XML. It contains everything that the element requires, and a few optional
 * attributes.
 */
export function exampleOf(element: Element, name: string): string {
  return emit(sample({ ...element, name }, undefined, MAX_DEPTH))
}

/**
 * The values that an example can pass to the method for a field, the simplest first. `undefined` means a call without a
 * value.
 */
export function sampleValues(field: Field): readonly unknown[] {
  if (field.kind === 'flag') return [undefined]
  if (field.kind !== 'child') return textsOf(field.codec!).map(text => field.codec!.parse(text))
  const element = elementOf(field)
  const variants = typeof element.variantBy === 'string' ? variantsOf(element) : []
  const nodes = [undefined, ...variants].map(variant => sample(element, variant, MAX_DEPTH))
  return [...nodes.map(node => plain(node)), ...(field.allowsEmpty ? [undefined] : [])]
}

const variantsOf = ({ variantBy, fields }: Element): readonly string[] =>
  lookup(fields, String(variantBy))?.codec?.values ?? []

function sample(element: Element, variant: string | undefined, depth: number): Node {
  const fields = Object.entries(element.fields)
  // The attribute that selects the variant of the element gets its value first, because the other fields depend on this
  // value.
  const selector =
    typeof element.variantBy === 'string' && !element.variantBy.includes('/')
      ? element.variantBy
      : undefined
  const selected = selector === undefined ? undefined : scalarOf(element.fields[selector]!.codec!)
  const current = selected === undefined ? variant : String(selected)
  let node = emptyNode(element, ORIGIN)
  let attributes = 0
  for (const [key, field] of fields) {
    const needed = isRequired(field, current)
    const isExtra = field.kind === 'attribute' && attributes < MAX_ATTRIBUTES && !element.choices
    if (field.assigned === true || !(needed || key === selector || (isExtra && !field.in))) continue
    if (field.in && current !== undefined && !field.in.includes(current)) continue
    const value = key === selector ? selected : sampleValueOf(field, current, depth)
    if (value === undefined) continue
    if (field.kind === 'attribute') attributes++
    node = withSlot(node, key, { value: field.many ? [value] : value, origin: ORIGIN })
  }
  return node
}

function isRequired({ required, kind }: Field, variant: string | undefined): boolean {
  if (kind === 'text' || required === true) return true
  return Array.isArray(required) && variant !== undefined && required.includes(variant)
}

function sampleValueOf(
  field: Field,
  variant: string | undefined,
  depth: number,
): Scalar | Node | undefined {
  if (field.kind === 'flag') return true
  if (field.kind !== 'child')
    return scalarOf((variant && field.codec!.forVariant?.(variant)) || field.codec!)
  return depth > 0 ? sample(elementOf(field), variant, depth - 1) : undefined
}

const scalarOf = (codec: Codec): string | undefined => textsOf(codec)[0]

/** Returns valid values for a codec: all values of a closed list, the example in its description, and some common values. */
function textsOf({ values = [], expects, test }: Codec): readonly string[] {
  const named = /as "([^"]*)"/.exec(expects)?.[1] ?? /such as (\S+?)(,|$)/.exec(expects)?.[1]
  return [...values, ...(named === undefined ? [] : [named]), '1', '0x1', 'text', '/path'].filter(
    test,
  )
}
