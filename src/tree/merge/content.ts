import { isLeftOut, isNode, type Node, valuesOf } from '../node.ts'
import { withoutLayout } from '../raw-layout.ts'
import { canonicalLeaf, sizeKeys, textOf } from './same.ts'

/**
 * Returns the content of a node as a sorted list of texts, one for each attribute, text or child element:
 * `source/file=/a.qcow2`. Two nodes are equivalent if these lists are equal, even if the XML of the nodes differs in spelling
 * or order.
 */
export function contentOf(node: Node): readonly string[] {
  const known = contents.get(node)
  if (known) return known
  const found = collect(node, '').sort()
  contents.set(node, found)
  return found
}

// A cache for the contents of nodes, because nodes never change and each node is compared many times.
const contents = new WeakMap<Node, readonly string[]>()

function collect(node: Node, path: string): string[] {
  const found: string[] = []
  const size = sizeKeys(node.element)
  for (const [key, slot] of Object.entries(node.fields)) {
    if (size && key === 'unit') continue
    if (!Array.isArray(slot.value) && !isNode(slot.value)) {
      const text = canonicalLeaf(node, key)
      if (text !== undefined) found.push(`${path}${key}=${text}`)
      continue
    }
    for (const value of valuesOf(slot).filter(one => !isLeftOut(one))) {
      if (isNode(value)) {
        // An empty `<devices>` is equivalent to no `<devices>`.
        if (value.element.name !== 'devices') found.push(`${path}${key}`)
        found.push(...collect(value, `${path}${key}/`))
      } else found.push(`${path}${key}=${textOf(node.element, key, value)}`)
    }
  }
  for (const { xml } of node.extra ?? [])
    if (!xml.startsWith('<!--')) found.push(`${path}${withoutLayout(xml)}`)
  return found
}

/** Whether two nodes have equivalent content. */
export function isAlike(a: Node, b: Node): boolean {
  const [left, right] = [contentOf(a), contentOf(b)]
  return left.length === right.length && left.every((text, index) => text === right[index])
}

/** Whether `whole` has every attribute, text and child element of `part`. */
export const isContained = (part: Node, whole: Node): boolean =>
  similarity(part, whole) === contentOf(part).length

/** The number of attributes, texts and child elements that two nodes have in common. */
export function similarity(a: Node, b: Node): number {
  const rest = new Map<string, number>()
  for (const text of contentOf(b)) rest.set(text, (rest.get(text) ?? 0) + 1)
  let common = 0
  for (const text of contentOf(a)) {
    const left = rest.get(text) ?? 0
    if (left === 0) continue
    rest.set(text, left - 1)
    common++
  }
  return common
}
