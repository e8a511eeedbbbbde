import { isNode, type Node } from './node.ts'

/** Visits a node and all nodes below it in document order. Parents are visited before their children. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const key in node.fields) {
    const { value } = node.fields[key]!
    if (isNode(value)) walk(value, visit)
    else if (Array.isArray(value)) for (const one of value) if (isNode(one)) walk(one, visit)
  }
}
