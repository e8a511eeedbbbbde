import type { Element } from '../schema/core/element.ts'
import { isNode, type Node, type Slot, Unchecked } from '../tree/node.ts'

// The maximum number of cached results, and the maximum length of a node's content as text. The result for a node with longer
// content is not cached. Together, both limit the use of memory.
const MAX_RESULTS = 5000
const MAX_CONTENT = 1000

/**
 * Remembers a result for each different content of a node. The domains of a fleet have many equal elements, such as the CPU,
 * the clock and the controllers.
 */
export class Memo<T> {
  #known = new Map<Element, Map<string, T>>()
  #count = 0

  /**
   * Returns the remembered result for a node with this content. If there is no such result, calls `make` and remembers its
   * result.
   */
  get(node: Node, make: () => T): T {
    const content = contentOf(node)
    if (content.length > MAX_CONTENT) return make()
    const known = this.#known.get(node.element)?.get(content)
    if (known !== undefined) return known
    const made = make()
    if (++this.#count > MAX_RESULTS) {
      this.#known = new Map()
      this.#count = 1
    }
    const same = this.#known.get(node.element)
    if (same) same.set(content, made)
    else this.#known.set(node.element, new Map([[content, made]]))
    return made
  }
}

/**
 * Returns the content of a node as text. If two nodes of the same element have equal texts, the nodes differ only in their
 * locations.
 */
function contentOf({ fields, extra }: Node): string {
  let text = ''
  for (const key in fields) text += `${key}=${valueText(fields[key]!)}`
  for (const { xml, before, isText } of extra ?? [])
    text += `<${JSON.stringify([xml, before, isText])}>`
  return text
}

const valueText = ({ value }: Slot): string =>
  Array.isArray(value) ? `[${value.map(textOf).join()}]` : textOf(value)

function textOf(value: unknown): string {
  if (isNode(value)) return `{${contentOf(value)}}`
  if (value instanceof Unchecked) return `?${JSON.stringify([value.value, value.attributes])}`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
