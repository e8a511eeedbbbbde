import { isNode, type Node, type Slot, scalarAt, setSlot, slotOf, withSlots } from '../tree/node.ts'

const UNITS = [
  ['TiB', 2 ** 30],
  ['GiB', 2 ** 20],
  ['MiB', 2 ** 10],
] as const

/**
 * A copy of a tree in which each size in KiB is converted to the largest unit that gives a whole number: 32 GiB instead of
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
  const { value: text, unit } = node.element.fields
  const value = scalarAt(node, 'value')
  if (text?.kind !== 'text' || unit?.codec === undefined || typeof value !== 'number') return node
  const own = slotOf(node, 'unit') ? scalarAt(node, 'unit') : unit.default
  if (own !== 'KiB' || value <= 0) return node
  const [name, size] = UNITS.find(([, size]) => value % size === 0) ?? []
  if (name === undefined || !unit.codec.test(name)) return node
  const { origin } = node
  return withSlots(node, {
    value: { value: value / size!, origin },
    unit: { value: name, origin },
  })
}
