import { isNode, type Node } from './node.ts'

/** Shows a node, and every node below it, from the outside in and in the order they were written. */
export function walk(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const key in node.fields) {
    const { value } = node.fields[key]!
    if (isNode(value)) walk(value, see)
    else if (Array.isArray(value)) for (const one of value) if (isNode(one)) walk(one, see)
  }
}
