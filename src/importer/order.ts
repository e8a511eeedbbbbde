import { type Element, elementOf } from '../schema/core/element.ts'
import { isNode, type Node, type Slot, slotOf } from '../tree/node.ts'

/*
 * What stands first: the order of the table, in which libvirt writes.
 */

/** The fields of a node in the order of the table; what the table does not know comes last. */
export function fieldsOf(node: Node): readonly (readonly [string, Slot])[] {
  const known = Object.keys(node.element.fields).filter(key => slotOf(node, key))
  return [...new Set([...known, ...Object.keys(node.fields)])].map(key => [key, node.fields[key]!])
}

/** Where in the table a field stands, by its path. */
export function indexIn(element: Element, [key = '', ...rest]: readonly string[]): number {
  if (rest.length > 0) return indexIn(elementOf(element.fields[key]!), rest)
  return Object.keys(element.fields).indexOf(key)
}

/** Where in the table stands the first thing that a piece writes; what machine it is comes before everything. */
export function positionOf({ fields, element }: Node): readonly number[] {
  const os = slotOf({ fields, element } as Node, 'os')?.value
  if (isNode(os)) return [slotOf(os, 'type') ? -2 : -1]
  const keys = Object.keys(element.fields)
  return [Math.min(...Object.keys(fields).map(key => keys.indexOf(key)))]
}

/** Which of two places comes first. */
export function compare(a: readonly number[], b: readonly number[]): number {
  for (let depth = 0; depth < Math.max(a.length, b.length); depth++) {
    const [left = -1, right = -1] = [a[depth], b[depth]]
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
