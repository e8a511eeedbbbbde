import { lookup } from '../../schema/core/lookup.ts'
import { childAt, isNode, type Node, type Slot, slotOf, withoutSlot, withSlot } from '../node.ts'
import { leafOf, sizeKeys } from './same.ts'

/** Returns the node that contains the last field of a path. */
const ownerAt = (node: Node, keys: readonly string[]): Node | undefined =>
  keys.slice(0, -1).reduce<Node | undefined>((one, key) => one && childAt(one, key), node)

/** Returns the value and location of the field at a path of keys. */
export function slotAt(node: Node | undefined, keys: readonly string[]): Slot | undefined {
  const owner = node && ownerAt(node, keys)
  return owner && slotOf(owner, keys.at(-1)!)
}

/** Returns a copy of a tree node without the field at a path. The elements on the path are kept, even if they become empty. */
export function withoutAt(node: Node, [key, ...rest]: readonly string[]): Node {
  if (rest.length === 0) return slotOf(node, key!) ? withoutSlot(node, key!) : node
  const child = childAt(node, key!)
  const next = child && withoutAt(child, rest)
  return next === child ? node : withSlot(node, key!, { ...slotOf(node, key!)!, value: next! })
}

/** Returns a copy of a tree node with the attributes and elements that only another node has. Lists are not changed. */
export function withMissing(node: Node, other: Node): Node {
  return Object.entries(other.fields).reduce((one, [key, slot]) => {
    const [own, child] = [slotOf(one, key), slot.value]
    if (own === undefined && (isNode(child) || leafOf(other, key) !== undefined)) {
      const isSize = sizeKeys(other.element) && key === 'unit'
      return isSize ? one : withSlot(one, key, slot)
    }
    const isList = lookup(other.element.fields, key)?.many === true
    if (isList || !own || !isNode(own.value) || !isNode(child)) return one
    const merged = withMissing(own.value, child)
    return merged === own.value ? one : withSlot(one, key, { ...own, value: merged })
  }, node)
}
