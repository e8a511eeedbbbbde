import type { Codec } from '../schema/codec.ts'
import { type Element, elementOf, type Field } from '../schema/element.ts'
import { emptyNode, type Node, type Scalar, withSlot } from '../tree/node.ts'
import { emit } from '../xml/emit.ts'

const ORIGIN = { file: '', line: 1, column: 1 }
const MOST_ATTRIBUTES = 4
const DEEPEST = 3

/** A small element that is right, as XML: what it needs, and a few of the attributes it may have. */
export function exampleOf(element: Element, name: string): string {
  return emit(sample({ ...element, name }, undefined, DEEPEST))
}

function sample(element: Element, variant: string | undefined, depth: number): Node {
  const fields = Object.entries(element.fields)
  // What decides among the variants comes first, for the others follow from it.
  const own = typeof element.by === 'string' && !element.by.includes('/') ? element.by : undefined
  const decided = own === undefined ? undefined : scalarOf(element.fields[own]!.codec!)
  const is = decided === undefined ? variant : String(decided)
  let node = emptyNode(element, ORIGIN)
  let attributes = 0
  for (const [key, field] of fields) {
    const needed = isNeeded(field, is)
    const isExtra = field.kind === 'attribute' && attributes < MOST_ATTRIBUTES && !element.choices
    if (field.assigned === true || !(needed || key === own || (isExtra && !field.in))) continue
    if (field.in && is !== undefined && !field.in.includes(is)) continue
    const value = key === own ? decided : pieceOf(field, is, depth)
    if (value === undefined) continue
    if (field.kind === 'attribute') attributes++
    node = withSlot(node, key, { value: field.many ? [value] : value, origin: ORIGIN })
  }
  return node
}

function isNeeded({ required, kind }: Field, variant: string | undefined): boolean {
  if (kind === 'text' || required === true) return true
  return Array.isArray(required) && variant !== undefined && required.includes(variant)
}

function pieceOf(
  field: Field,
  variant: string | undefined,
  depth: number,
): Scalar | Node | undefined {
  if (field.kind === 'flag') return true
  if (field.kind !== 'child')
    return scalarOf((variant && field.codec!.in?.(variant)) || field.codec!)
  return depth > 0 ? sample(elementOf(field), variant, depth - 1) : undefined
}

// The first word of a list, or the example that the codec itself names.
function scalarOf({ values, expects, test }: Codec): string | undefined {
  const named = /as "([^"]*)"/.exec(expects)?.[1] ?? /such as (\S+?)(,|$)/.exec(expects)?.[1]
  return [values?.[0], named, '1', '0x1', 'text', '/path'].find(
    candidate => candidate !== undefined && test(candidate),
  )
}
