import { domain } from '../../schema/domain/domain.ts'
import { isNode, type Node, type Raw, type Slot, slotOf, type Value } from '../../tree/node.ts'
import type { Origin } from '../../tree/origin.ts'
import { read } from '../../xml/read.ts'

/**
 * Returns a domain in which fields replace raw XML, if vmc knows the elements in the raw XML. Then
 * `.xml('<qemu:commandline>…')` is equal to the same element in a definition that vmc reads from a host.
 */
export function withKnownRaws(node: Node): Node {
  if (!node.extra) return node
  const fields: Record<string, Slot> = { ...node.fields }
  const rest: Raw[] = []
  for (const raw of node.extra) {
    const known = read(`<domain>${raw.xml}</domain>`, domain).node
    const slots = Object.entries(known?.fields ?? {})
    if (slots.length === 0 || slots.some(([key]) => slotOf(node, key))) rest.push(raw)
    else
      for (const [key, { value }] of slots)
        fields[key] = { value: writtenAt(value, raw.origin), origin: raw.origin }
  }
  if (rest.length === node.extra.length) return node
  const { extra: _, ...others } = node
  return { ...others, fields, ...(rest.length > 0 && { extra: rest }) }
}

/** Returns a copy of a value in which all elements have the given location in the source. */
function writtenAt(value: Value, origin: Origin): Value {
  if (Array.isArray(value)) return value.map(one => writtenAt(one, origin) as Node)
  if (!isNode(value)) return value
  const fields = Object.fromEntries(
    Object.entries(value.fields).map(([key, slot]) => [
      key,
      { value: writtenAt(slot.value, origin), origin },
    ]),
  )
  return { ...value, fields, origin }
}
