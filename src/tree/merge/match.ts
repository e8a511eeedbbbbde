import { isNode, type Node, slotOf, valuesOf } from '../node.ts'
import { isAlike, similarity } from './content.ts'
import { guestAddress, hasItemNames, type KeyOf, nameIn, ownAlias } from './device-keys.ts'

/** Maps elements of one tree to the elements of another tree that represent the same thing, such as the same disk. */
export type Matches = ReadonlyMap<Node, Node>

/** A function that pairs the items of two lists. Both lists are values of the field `key`. */
export type PairItems = (
  key: string,
  isDevice: boolean,
  items: readonly Node[],
  others: readonly Node[],
) => ReadonlyMap<Node, Node>

/** Matches the elements of a tree with the equivalent elements of another tree. */
export function matchTrees(tree: Node, other: Node, pairItems: PairItems = pairAlike): Matches {
  const matches = new Map<Node, Node>()
  const visit = (a: Node, b: Node): void => {
    matches.set(a, b)
    for (const [key, slot] of Object.entries(a.fields)) {
      const items = valuesOf(slot).filter(isNode)
      const others = valuesOf(slotOf(b, key)).filter(isNode)
      if (items.length === 0 || others.length === 0) continue
      const isDevice = a.element.name === 'devices'
      const isList = a.element.fields[key]?.many === true
      const pairs = isList
        ? pairItems(key, isDevice, items, others)
        : new Map([[items[0]!, others[0]!]])
      for (const [item, partner] of pairs) visit(item, partner)
    }
  }
  visit(tree, other)
  return matches
}

/** Composes two mappings: if `first` maps A to B and `second` maps B to C, the result maps A to C. */
export function compose(first: Matches, second: Matches): Matches {
  const matches = new Map<Node, Node>()
  for (const [node, partner] of first) {
    const last = second.get(partner)
    if (last) matches.set(node, last)
  }
  return matches
}

/**
 * Pairs the items of a list in two versions of a definition: first by alias and name, then by equal content, then by address,
 * then by similarity.
 */
export const pairAlike: PairItems = (key, isDevice, items, others) => {
  const pairs = new Pairs(items, others)
  if (isDevice) pairs.pairBy(ownAlias)
  pairs.pairBy(nameIn(key, isDevice))
  pairs.pairEqual()
  if (!isDevice && hasItemNames(key)) return pairs.found
  if (isDevice) pairs.pairBy(guestAddress)
  pairs.pairSimilar()
  return pairs.found
}

/** The items of two lists, and the pairs that have been found so far. */
export class Pairs {
  readonly found = new Map<Node, Node>()
  #items: readonly Node[]
  #others: readonly Node[]

  constructor(items: readonly Node[], others: readonly Node[]) {
    this.#items = items
    this.#others = others
  }

  /** The items of the first list that are not paired yet. */
  get items(): readonly Node[] {
    return this.#items
  }

  /** The items of the second list that are not paired yet. */
  get others(): readonly Node[] {
    return this.#others
  }

  pair(item: Node, other: Node): void {
    this.found.set(item, other)
    this.#items = this.#items.filter(one => one !== item)
    this.#others = this.#others.filter(one => one !== other)
  }

  /**
   * Pairs items of the two lists that have equal keys. The items with a key are paired only if both lists have the same number
   * of them.
   */
  pairBy(keyOf: KeyOf, keyOfOther: KeyOf = keyOf): void {
    const groups = groupBy(this.#items, keyOf)
    const otherGroups = groupBy(this.#others, keyOfOther)
    for (const [key, group] of groups) {
      const others = otherGroups.get(key)
      if (others?.length !== group.length) continue
      // Several items can have the same name, such as the companion controllers of a USB controller. libvirt may change their
      // order, so equal items are paired first.
      const alike = new Pairs(group, others)
      if (group.length > 1) alike.pairEqual()
      for (const [item, other] of alike.found) this.pair(item, other)
      for (const [index, item] of alike.items.entries()) this.pair(item, alike.others[index]!)
    }
  }

  /** Pairs items with equivalent content. */
  pairEqual(): void {
    for (const item of this.#items) {
      const other = this.#others.find(one => isAlike(item, one))
      if (other) this.pair(item, other)
    }
  }

  /**
   * Pairs the remaining items by similarity, starting with the most similar items. If several items are equally similar, those
   * with the most similar positions in their lists are paired first.
   */
  pairSimilar(): void {
    const scores = this.#items.flatMap((item, index) =>
      this.#others.map((other, place) => ({
        item,
        other,
        score: similarity(item, other),
        distance: Math.abs(index - place),
      })),
    )
    scores.sort((a, b) => b.score - a.score || a.distance - b.distance)
    for (const { item, other, score } of scores)
      if (score > 0 && this.#items.includes(item) && this.#others.includes(other))
        this.pair(item, other)
  }
}

function groupBy(items: readonly Node[], keyOf: KeyOf): ReadonlyMap<string, readonly Node[]> {
  const groups = new Map<string, Node[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
