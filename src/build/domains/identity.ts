import { hash as digest } from 'node:crypto'
import { canonicalUuid } from '../../schema/core/codec.ts'
import { nicMac } from '../../schema/domain/interface.ts'
import {
  childAt,
  childrenAt,
  isNode,
  type Node,
  scalarAt,
  slotOf,
  valuesOf,
  withSlot,
} from '../../tree/node.ts'

// Of vmc alone, and never to change: every UUID that vmc makes follows from it.
const NAMESPACE = Buffer.from('6ba1cf0a57b94e5d9d0d6c9f3b1c7a52', 'hex')

/** The UUID of a name: version 5 of RFC 9562, the same for the same name for ever. */
export function uuidOf(name: string): string {
  const hex = digest('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]))
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16)
  return canonicalUuid(`${hex.slice(0, 12)}5${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`)
}

/** The address of a card: QEMU's prefix and a hash of whose card it is. `attempt` counts the clashes before it. */
export function macOf(uuid: string, card: string, attempt: number): string {
  const hex = digest('sha256', attempt === 0 ? `${uuid}/${card}` : `${uuid}/${card}/${attempt}`)
  return `52:54:00:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`
}

/** Gives every domain a UUID and every card an address, where the program gives none and does not say `false`. */
export function identify(domains: readonly Node[]): readonly Node[] {
  const addresses = new Addresses()
  const given = domains.map(withUuid)
  const proposed = given.map(node => addresses.propose(node))
  const settled = addresses.settle()
  return proposed.map((node, index) => {
    const macs = settled.get(index)
    return macs ? withMacs(given[index]!, macs) : node
  })
}

/** The same domain with a UUID, unless it has one or is to have none. */
export function withUuid(node: Node): Node {
  if (slotOf(node, 'uuid')) return node
  return withSlot(node, 'uuid', { value: uuidOf(nameOf(node)), origin: node.origin })
}

/** A card that is to have an address: what that follows from, the first that does, and the one that is proposed. */
interface Card {
  readonly key: string
  readonly first: string
  readonly proposed: string
}

/** A domain and its cards; in place of one that has an address, or is to have none, there is nothing. */
interface Owner {
  readonly name: string
  readonly uuid: string
  readonly cards: readonly (Card | undefined)[]
}

/**
 * The addresses of a fleet whose domains come one after another. Clashes are resolved in the order of the names, so that
 * the order of the domains does not matter: what is proposed for a card is settled when all have come.
 */
export class Addresses {
  readonly #given = new Set<string>()
  readonly #taken = new Set<string>()
  readonly #owners: Owner[] = []
  #clashes = false

  /** The same domain with addresses that nobody had so far. */
  propose(node: Node): Node {
    const cards = cardsOf(node)
    const name = nameOf(node)
    for (const card of cards) {
      const given = scalarAt(card, 'mac', 'address')
      if (typeof given !== 'string') continue
      this.#given.add(given.toLowerCase())
      if (this.#taken.has(given.toLowerCase())) this.#clashes = true
    }
    const uuid = uuidIn(node, name)
    const own = cards.map((card, index) => this.#propose(uuid, keyOf(card, index)))
    this.#owners.push({ name, uuid, cards: own })
    return own.every(card => card === undefined)
      ? node
      : withMacs(
          node,
          own.map(card => card?.proposed),
        )
  }

  #propose(uuid: string, key: string | undefined): Card | undefined {
    if (key === undefined) return undefined
    const first = macOf(uuid, key, 0)
    const isTaken = this.#taken.has(first) || this.#given.has(first)
    if (isTaken) this.#clashes = true
    const proposed = isTaken
      ? nextOf(uuid, key, mac => this.#taken.has(mac) || this.#given.has(mac))
      : first
    this.#taken.add(proposed)
    return { key, first, proposed }
  }

  /** The domains, by which of them they were, whose addresses are others than those proposed; and the addresses. */
  settle(): ReadonlyMap<number, readonly (string | undefined)[]> {
    const changed = new Map<number, readonly (string | undefined)[]>()
    if (!this.#clashes) return changed
    const taken = new Set(this.#given)
    const order = this.#owners.map((owner, index) => ({ owner, index }))
    order.sort((a, b) => compare(a.owner.name, b.owner.name) || a.index - b.index)
    for (const { owner, index } of order) {
      const { uuid, cards } = owner
      const macs = cards.map(card => {
        if (!card) return undefined
        const mac = taken.has(card.first)
          ? nextOf(uuid, card.key, mac => taken.has(mac))
          : card.first
        taken.add(mac)
        return mac
      })
      if (macs.some((mac, nth) => mac !== cards[nth]?.proposed)) changed.set(index, macs)
    }
    return changed
  }
}

/** The next address of a card whose first is taken. */
function nextOf(uuid: string, key: string, isTaken: (mac: string) => boolean): string {
  for (let attempt = 1; ; attempt++) {
    const mac = macOf(uuid, key, attempt)
    if (!isTaken(mac)) return mac
  }
}

// Addresses do not depend on how a UUID is spelled.
function uuidIn(node: Node, name: string): string {
  const given = scalarAt(node, 'uuid')
  return typeof given === 'string' ? canonicalUuid(given) : uuidOf(name)
}

function keyOf(card: Node, index: number): string | undefined {
  if (slotOf(card, 'mac')) return undefined
  const alias = scalarAt(card, 'alias', 'name')
  return typeof alias === 'string' && alias.startsWith('ua-') ? alias : String(index)
}

/** The same domain whose cards have these addresses; a card without one stays as it is. */
export function withMacs(node: Node, macs: readonly (string | undefined)[]): Node {
  const cards = cardsOf(node).map((card, index) => {
    const value = macs[index]
    if (value === undefined) return card
    const { origin } = card
    const fields = { address: { value, origin } }
    const address: Node = { element: nicMac, fields, origin, made: true }
    return withSlot(card, 'mac', { value: address, origin })
  })
  return withDevices(node, 'interface', cards)
}

/** The same domain with other devices of one kind, one for each. What is no device stays where it is, to be told. */
export function withDevices(node: Node, kind: string, list: readonly Node[]): Node {
  const devices = childAt(node, 'devices')!
  const slot = slotOf(devices, kind)!
  const rest = list.values()
  const all = valuesOf(slot).map(one => (isNode(one) ? rest.next().value! : one))
  const value = withSlot(devices, kind, { value: all, origin: slot.origin })
  return withSlot(node, 'devices', { value, origin: slotOf(node, 'devices')!.origin })
}

const cardsOf = (node: Node): readonly Node[] => devicesOf(node, 'interface')

/** The devices of one kind. */
export function devicesOf(node: Node, kind: string): readonly Node[] {
  const devices = childAt(node, 'devices')
  return devices ? childrenAt(devices, kind) : []
}

/** The name of a domain; empty where it has none that is text. */
export function nameOf(node: Node): string {
  const name = scalarAt(node, 'name')
  return name === undefined ? '' : String(name)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
