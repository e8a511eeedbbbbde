import { lookup } from '../schema/core/lookup.ts'
import { InvalidValue, isNode, type Node, Unchecked, type Value, valuesOf } from '../tree/node.ts'
import { walk } from '../tree/walk.ts'

type Printer = (node: Node) => string

let printer: Printer | undefined

/**
 * Sets the function that writes XML for `console.log` and `String()`. The builders do not import the XML writer themselves,
 * because loading it takes time.
 */
export function printWith(print: Printer): void {
  printer = print
}

/**
 * An element as text: as XML or, if the XML writer is not loaded or a value is invalid, as JSON.
 */
export function shown(node: Node): string {
  if (printer && !isInvalid(node)) return printer(node).trimEnd()
  return `<${node.element.name}> ${JSON.stringify(plain(node), null, 2)}`
}

function isInvalid(root: Node): boolean {
  let found = false
  walk(root, node => {
    for (const key in node.fields)
      if (!isWritable(node, key) || valuesOf(node.fields[key]).some(isInvalidValue)) found = true
  })
  return found
}

/** Whether the XML writer knows a key: the key of a field, or of an attribute that is newer than vmc. */
const isWritable = ({ element }: Node, key: string): boolean =>
  element.fields[key] !== undefined || key.startsWith('@')

const isInvalidValue = (value: unknown): boolean =>
  value instanceof InvalidValue && !(value instanceof Unchecked)

/** The fields of an element as a plain object. */
export function plain(node: Node): Readonly<Record<string, unknown>> {
  const fields = Object.entries(node.fields).map(([key, { value }]) => [key, plainValue(value)])
  const xml = (node.extra ?? []).map(raw => raw.xml)
  return { ...Object.fromEntries(fields), ...(xml.length > 0 && { xml }) }
}

function plainValue(value: Value): unknown {
  if (Array.isArray(value)) return value.map(plainValue)
  if (value instanceof InvalidValue) return String(value.value)
  return isNode(value) ? leadOf(value) : value
}

/** A child element as a plain object. If the element has only its lead field, the result is the value of this field. */
function leadOf(node: Node): unknown {
  const { lead } = node.element
  const keys = Object.keys(node.fields)
  const isPlain = lead !== undefined && keys.length === 1 && keys[0] === lead && !node.extra
  const slot = isPlain ? lookup(node.fields, lead) : undefined
  return slot ? plainValue(slot.value) : plain(node)
}
