import { isNode, type Node } from './node.ts'

/** Visits a node and every node below it: parents before children, in the order they were written. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const key in node.fields) {
    const { value } = node.fields[key]!
    if (isNode(value)) walk(value, visit)
    else if (Array.isArray(value)) for (const one of value) if (isNode(one)) walk(one, visit)
  }
}
