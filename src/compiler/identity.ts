import { hash as digest } from 'node:crypto'
import { nicMac } from '../schema/interface.ts'
import {
  childAt,
  childrenAt,
  emptyNode,
  isNode,
  type Node,
  scalarAt,
  slotOf,
  valuesOf,
  withSlot,
} from '../tree/node.ts'

// Of vmc alone, and never to change: every UUID that vmc makes follows from it.
const NAMESPACE = Buffer.from('6ba1cf0a57b94e5d9d0d6c9f3b1c7a52', 'hex')

/** The UUID of a name: version 5 of RFC 9562, the same for the same name for ever. */
export function uuidOf(name: string): string {
  const bytes = Buffer.from(digest('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]), 'buffer'))
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return dashed(bytes.toString('hex', 0, 16))
}

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')

/** The address of a card: QEMU's prefix and a hash of whose card it is. `attempt` counts the clashes before it. */
export function macOf(uuid: string, card: string, attempt: number): string {
  const hex = digest('sha256', attempt === 0 ? `${uuid}/${card}` : `${uuid}/${card}/${attempt}`)
  return `52:54:00:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`
}

/** Gives every domain a UUID and every card an address, where the program gives none and does not say `false`. */
export function identify(domains: readonly Node[]): readonly Node[] {
  const taken = new Set<string>()
  for (const one of domains) {
    for (const card of cardsOf(one)) {
      const given = scalarAt(card, 'mac', 'address')
      if (typeof given === 'string') taken.add(given.toLowerCase())
    }
  }
  // Clashes are resolved in the order of the names, so that the order of the exports does not matter.
  const named = domains.map((node, index) => ({ node: withUuid(node), index }))
  named.sort((a, b) => compare(nameOf(a.node), nameOf(b.node)) || a.index - b.index)
  const identified: Node[] = []
  for (const { node, index } of named) identified[index] = withMacs(node, taken)
  return identified
}

function withUuid(node: Node): Node {
  if (slotOf(node, 'uuid')) return node
  return withSlot(node, 'uuid', { value: uuidOf(nameOf(node)), origin: node.origin })
}

function withMacs(node: Node, taken: Set<string>): Node {
  const cards = cardsOf(node)
  if (cards.every(card => slotOf(card, 'mac'))) return node
  const given = scalarAt(node, 'uuid')
  // Addresses do not depend on how a UUID is spelled.
  const uuid =
    typeof given === 'string'
      ? dashed(given.replaceAll('-', '').toLowerCase())
      : uuidOf(nameOf(node))
  const addressed = cards.map((card, index) => {
    if (slotOf(card, 'mac')) return card
    const alias = scalarAt(card, 'alias', 'name')
    const key = typeof alias === 'string' && alias.startsWith('ua-') ? alias : String(index)
    let mac = macOf(uuid, key, 0)
    for (let attempt = 1; taken.has(mac); attempt++) mac = macOf(uuid, key, attempt)
    taken.add(mac)
    const address = withSlot(emptyNode(nicMac, card.origin), 'address', {
      value: mac,
      origin: card.origin,
    })
    return withSlot(card, 'mac', { value: address, origin: card.origin })
  })
  return withDevices(node, 'interface', addressed)
}

/** The same domain with other devices of one kind, one for each. What is no device stays where it is, to be told. */
export function withDevices(node: Node, kind: string, list: readonly Node[]): Node {
  const devices = childAt(node, 'devices')!
  const slot = slotOf(devices, kind)!
  const rest = list.values()
  const all = valuesOf(slot).map(one => (isNode(one) ? rest.next().value! : one))
  const value = withSlot(devices, kind, { value: Object.freeze(all), origin: slot.origin })
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
