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

/** Whether the XML writer can write the field with this key: a field of the format, or an attribute that is newer than vmc. */
const isWritable = ({ element }: Node, key: string): boolean =>
  element.fields[key] !== undefined || key.startsWith('@')

const isInvalidValue = (value: unknown): boolean =>
  value instanceof InvalidValue && !(value instanceof Unchecked)

/** Returns the fields of an element as a plain object. */
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

/**
 * Returns a child element as a plain object. If only the main field of the element is set, returns the value of this field,
 * which represents the whole element.
 */
function leadOf(node: Node): unknown {
  const { lead } = node.element
  const keys = Object.keys(node.fields)
  const isPlain = lead !== undefined && keys.length === 1 && keys[0] === lead && !node.extra
  const slot = isPlain ? lookup(node.fields, lead) : undefined
  return slot ? plainValue(slot.value) : plain(node)
}
