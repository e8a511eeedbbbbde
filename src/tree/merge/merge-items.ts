import { isNode, type Node, slotOf, withoutSlot, withSlot } from '../node.ts'
import type { Origin } from '../origin.ts'
import { changeOf, type Place } from './change.ts'
import { isAlike, isContained } from './content.ts'
import { type KeyOf, labelOf, nameIn, ownAlias } from './device-keys.ts'
import type { Merging, Values } from './versions.ts'

/** A list whose items a merge can tell apart: a list of devices, or a list whose items have names. */
export interface ItemList {
  readonly key: string
  readonly isDevice: boolean
  readonly before: Values
  readonly after: Values
  readonly current: Values
  /** The element of the merge target that contains the list. */
  readonly target: Node
  /** The location of the list in the source. */
  readonly origin: Origin
}

/**
 * Merges a list: applies the changes of its items to the merge target, and returns the element of the target that contains the
 * list. Each item is added, removed or merged separately.
 */
export function mergeItems(merging: Merging, list: ItemList, place: Place): Node {
  const { changes, input, nextOf } = merging
  const { baseOf, targetOf, originalOf } = input
  const { key, isDevice, target, origin } = list
  const [before, after, items] = [nodesIn(list.before), nodesIn(list.after), nodesIn(list.current)]
  const replaced = new Map<Node, Node | undefined>()
  const added: Node[] = []
  const placeOf = (node: Node, index: number, device: Place['device']): Place => ({
    keys: place.keys,
    path: `${place.path}[${labelOf(node, key, isDevice, index)}]`,
    device: isDevice ? device : place.device,
  })
  const implicit = (rest: readonly Node[]): Node | undefined =>
    rest.length === 1 && input.isImplicit?.(key) ? rest[0] : undefined
  const claimed = new Set(before.map(node => targetOf.get(node)))
  for (const item of after) {
    const base = baseOf.get(item)
    const partner = base
      ? targetOf.get(base)
      : (items.find(one => !claimed.has(one) && isPresent(item, one, key, isDevice)) ??
        implicit(items.filter(one => !claimed.has(one))))
    if (partner && items.includes(partner)) {
      claimed.add(partner)
      const at = placeOf(partner, items.indexOf(partner), { before: partner, after: item })
      const original = base && originalOf?.get(base)
      const merged = merging.node({ base, next: item, target: partner, original }, at)
      if (merged !== partner) replaced.set(partner, merged)
    } else if (!base || !isAlike(base, item)) {
      const at = placeOf(item, items.length + added.length, { after: item })
      const isConflict = base !== undefined && originalOf?.get(base) !== undefined
      changes.push(changeOf(at, undefined, item, item.origin, isConflict))
      if (!isConflict) added.push(item)
    }
  }
  for (const base of before) {
    const partner = targetOf.get(base)
    if (nextOf.has(base) || !partner || !items.includes(partner)) continue
    const original = originalOf?.get(base)
    const isConflict = original !== undefined && !isAlike(original, partner)
    const at = placeOf(partner, items.indexOf(partner), { before: partner })
    changes.push(changeOf(at, partner, undefined, origin, isConflict))
    if (!isConflict) replaced.set(partner, undefined)
  }
  if (replaced.size === 0 && added.length === 0) return target
  const kept = list.current.flatMap(value => {
    if (!isNode(value) || !replaced.has(value)) return [value]
    const next = replaced.get(value)
    return next ? [next] : []
  })
  const value = [...kept, ...added]
  return value.length === 0
    ? withoutSlot(target, key)
    : withSlot(target, key, { value, origin: slotOf(target, key)?.origin ?? origin })
}

const nodesIn = (values: Values): readonly Node[] => values.filter(isNode)

// Whether the target already contains an item that only the later version of the definition has. An item that has a name is
// compared by name. Other items are compared by their values.
function isPresent(item: Node, other: Node, key: string, isDevice: boolean): boolean {
  const keyOf: KeyOf = node => ownAlias(node) ?? nameIn(key, isDevice)(node)
  const name = keyOf(item)
  return name === undefined ? isContained(item, other) : name === keyOf(other)
}
