import { isNode, type Node, type Slot, scalarAt, setSlot, slotOf, withSlots } from '../tree/node.ts'

const UNITS = [
  ['TiB', 2 ** 30],
  ['GiB', 2 ** 20],
  ['MiB', 2 ** 10],
  ['KiB', 1],
] as const

/** The fields that a size can be in: the text of an element, or an attribute beside `unit`. */
const KEYS = ['value', 'memory', 'size'] as const

/**
 * A copy of a tree in which each size in KiB or bytes is converted to the largest unit that gives a whole number: 32 GiB instead of
 * 33554432 KiB.
 */
export function withLargestUnits(node: Node): Node {
  const fields: Record<string, Slot> = {}
  let isChanged = false
  for (const [key, slot] of Object.entries(node.fields)) {
    const value = Array.isArray(slot.value) ? slot.value.map(inner) : inner(slot.value)
    const isSame = Array.isArray(value)
      ? value.every((one, index) => one === (slot.value as readonly unknown[])[index])
      : value === slot.value
    isChanged ||= !isSame
    setSlot(fields, key, isSame ? slot : ({ ...slot, value } as Slot))
  }
  return inLargestUnit(isChanged ? { ...node, fields } : node)
}

const inner = (value: unknown): unknown => (isNode(value) ? withLargestUnits(value) : value)

function inLargestUnit(node: Node): Node {
  const { element, origin } = node
  const { unit } = element.fields
  const key = KEYS.find(
    one => element.fields[one]?.kind === (one === 'value' ? 'text' : 'attribute'),
  )
  if (key === undefined || unit?.codec === undefined) return node
  const value = scalarAt(node, key)
  const own = slotOf(node, 'unit') ? scalarAt(node, 'unit') : unit.default
  const kib = own === 'KiB' ? 1 : own === 'b' || own === 'bytes' ? 1 / 1024 : 0
  if (typeof value !== 'number' || value <= 0 || kib === 0) return node
  const [name, size] = UNITS.find(([, size]) => (value * kib) % size === 0) ?? []
  if (name === undefined || name === own || !unit.codec.test(name)) return node
  return withSlots(node, {
    [key]: { value: (value * kib) / size!, origin },
    unit: { value: name, origin },
  })
}
