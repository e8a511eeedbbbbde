import { type Element, elementOf } from '../schema/core/element.ts'
import { isNode, type Node, type Slot, slotOf } from '../tree/node.ts'

/*
 * Sorts fields and calls in the order of the schema, which is the order in which libvirt writes elements.
 */

/** The fields of a node in the order of the schema. Unknown fields come last. */
export function orderedFields(node: Node): readonly (readonly [string, Slot])[] {
  const known = Object.keys(node.element.fields).filter(key => slotOf(node, key))
  return [...new Set([...known, ...Object.keys(node.fields)])].map(key => [key, node.fields[key]!])
}

/** Returns the position of a field among the fields of its parent element in the schema. `path` leads to the field. */
export function fieldIndex(element: Element, [key = '', ...rest]: readonly string[]): number {
  if (rest.length > 0) return fieldIndex(elementOf(element.fields[key]!), rest)
  return Object.keys(element.fields).indexOf(key)
}

/**
 * Returns the schema position of the first field that a shorthand call writes. Shorthand calls are sorted by this position. A
 * call that sets the machine type comes before all others.
 */
export function positionOf({ fields, element }: Node): readonly number[] {
  const os = element.name === 'domain' && slotOf({ fields, element } as Node, 'os')?.value
  if (isNode(os)) return [slotOf(os, 'type') ? -2 : -1]
  const keys = Object.keys(element.fields)
  const first = Math.min(...Object.keys(fields).map(key => keys.indexOf(key)))
  const [only, ...others] = Object.values(fields)
  // If a shorthand and a method write to the same element, the shorthand is called first.
  return isNode(only?.value) && others.length === 0
    ? [first, -2, ...positionOf(only.value)]
    : [first]
}

/** Compares two schema positions for sorting. */
export function comparePositions(a: readonly number[], b: readonly number[]): number {
  for (let depth = 0; depth < Math.max(a.length, b.length); depth++) {
    const [left = -1, right = -1] = [a[depth], b[depth]]
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
