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
  uncheckedText,
  valuesOf,
  withSlot,
} from '../../tree/node.ts'

// The namespace of all UUIDs that vmc derives. It must never change.
const NAMESPACE = Buffer.from('6ba1cf0a57b94e5d9d0d6c9f3b1c7a52', 'hex')

/**
 * The UUID of a domain, derived from the names of the project and the domain (RFC 9562, version 5). The same names always give
 * the same UUID. The two names are joined by a slash, which a domain name cannot contain, so different names never give the
 * same text.
 */
export function uuidOf(name: string, project?: string): string {
  const text = project === undefined ? name : `${project}/${name}`
  const hex = digest('sha1', Buffer.concat([NAMESPACE, Buffer.from(text)]))
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16)
  return canonicalUuid(`${hex.slice(0, 12)}5${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`)
}

/**
 * The MAC address of a NIC: QEMU's prefix 52:54:00, followed by a hash of the domain's UUID and the NIC's key. `attempt` is
 * the number of earlier attempts whose address was already used.
 */
export function macOf(uuid: string, nic: string, attempt: number): string {
  const hex = digest('sha256', attempt === 0 ? `${uuid}/${nic}` : `${uuid}/${nic}/${attempt}`)
  return `52:54:00:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`
}

/**
 * Adds a UUID to every domain and a MAC address to every NIC. A value that the program sets, including `false`, is not
 * replaced.
 */
export function identify(domains: readonly Node[], project?: string): readonly Node[] {
  const addresses = new Addresses(project)
  const given = domains.map(node => withUuid(node, project))
  const proposed = given.map(node => addresses.propose(node))
  const settled = addresses.settle()
  return proposed.map((node, index) => {
    const macs = settled.get(index)
    return macs ? withMacs(given[index]!, macs) : node
  })
}

/** A copy of a domain with a UUID. If the program sets the UUID or sets it to `false`, the domain is returned unchanged. */
export function withUuid(node: Node, project?: string): Node {
  if (slotOf(node, 'uuid')) return node
  return withSlot(node, 'uuid', { value: uuidOf(identityOf(node), project), origin: node.origin })
}

/** A NIC that needs a MAC address. */
interface UnaddressedNic {
  /**
   * The text that identifies the NIC within its domain: its alias, or its position among the NICs. The MAC address is a hash of
   * this text and the UUID of the domain.
   */
  readonly key: string
  /** The derived address, before conflicts with other NICs are resolved. */
  readonly first: string
  /** The address that is currently assigned to the NIC. */
  readonly proposed: string
}

/** A domain and its NICs. In the list of NICs, `undefined` represents a NIC that needs no MAC address. */
interface Owner {
  readonly name: string
  readonly uuid: string
  readonly nics: readonly (UnaddressedNic | undefined)[]
}

/**
 * Assigns MAC addresses to the NICs of a fleet. The domains are passed one after another. Conflicts are resolved in the order
 * of the domain names, so that the result does not depend on the order of the domains. Therefore the addresses are final only
 * after the last domain.
 */
export class Addresses {
  readonly #given = new Set<string>()
  readonly #taken = new Set<string>()
  readonly #owners: Owner[] = []
  readonly #project: string | undefined
  #hasConflicts = false

  constructor(project?: string) {
    this.#project = project
  }

  /** Returns a copy of a domain with MAC addresses that no earlier domain uses. */
  propose(node: Node): Node {
    const nics = nicsOf(node)
    const name = nameOf(node)
    for (const nic of nics) {
      const given = scalarAt(nic, 'mac', 'address')
      if (typeof given !== 'string') continue
      this.#given.add(given.toLowerCase())
      if (this.#taken.has(given.toLowerCase())) this.#hasConflicts = true
    }
    const uuid = uuidIn(node, identityOf(node), this.#project)
    const own = nics.map((nic, index) => this.#propose(uuid, keyOf(nic, index)))
    this.#owners.push({ name, uuid, nics: own })
    return own.every(nic => nic === undefined)
      ? node
      : withMacs(
          node,
          own.map(nic => nic?.proposed),
        )
  }

  #propose(uuid: string, key: string | undefined): UnaddressedNic | undefined {
    if (key === undefined) return undefined
    const first = macOf(uuid, key, 0)
    const isTaken = this.#taken.has(first) || this.#given.has(first)
    if (isTaken) this.#hasConflicts = true
    const proposed = isTaken
      ? nextOf(uuid, key, mac => this.#taken.has(mac) || this.#given.has(mac))
      : first
    this.#taken.add(proposed)
    return { key, first, proposed }
  }

  /**
   * Returns the final MAC addresses of each domain in which they differ from the derived addresses. The keys are the indexes of
   * the domains.
   */
  settle(): ReadonlyMap<number, readonly (string | undefined)[]> {
    const changed = new Map<number, readonly (string | undefined)[]>()
    if (!this.#hasConflicts) return changed
    const taken = new Set(this.#given)
    const order = this.#owners.map((owner, index) => ({ owner, index }))
    order.sort((a, b) => compare(a.owner.name, b.owner.name) || a.index - b.index)
    for (const { owner, index } of order) {
      const { uuid, nics } = owner
      const macs = nics.map(nic => {
        if (!nic) return undefined
        const mac = taken.has(nic.first) ? nextOf(uuid, nic.key, mac => taken.has(mac)) : nic.first
        taken.add(mac)
        return mac
      })
      if (macs.some((mac, nth) => mac !== nics[nth]?.proposed)) changed.set(index, macs)
    }
    return changed
  }
}

/**
 * A MAC address for a NIC: the first of its derived addresses that no other NIC uses. `index` is the position of the NIC in its
 * domain.
 */
export function freeMac(
  uuid: string,
  nic: Node,
  index: number,
  isTaken: (mac: string) => boolean,
): string {
  const key = keyOf(nic, index) ?? String(index)
  const first = macOf(uuid, key, 0)
  return isTaken(first) ? nextOf(uuid, key, isTaken) : first
}

/** The next derived MAC address that no other NIC uses. Called if the first derived address of a NIC is already used. */
function nextOf(uuid: string, key: string, isTaken: (mac: string) => boolean): string {
  for (let attempt = 1; ; attempt++) {
    const mac = macOf(uuid, key, attempt)
    if (!isTaken(mac)) return mac
  }
}

// Returns the UUID of a domain in its standard form, so that MAC addresses do not depend on the spelling of the UUID.
function uuidIn(node: Node, name: string, project: string | undefined): string {
  const given = scalarAt(node, 'uuid')
  return typeof given === 'string' ? canonicalUuid(given) : uuidOf(name, project)
}

function keyOf(nic: Node, index: number): string | undefined {
  if (slotOf(nic, 'mac')) return undefined
  const alias = scalarAt(nic, 'alias', 'name')
  return typeof alias === 'string' && alias.startsWith('ua-') ? alias : String(index)
}

/**
 * A copy of a domain in which the NICs have these MAC addresses. If the list contains `undefined` for a NIC, this NIC stays
 * unchanged.
 */
export function withMacs(node: Node, macs: readonly (string | undefined)[]): Node {
  const nics = nicsOf(node).map((nic, index) => {
    const value = macs[index]
    if (value === undefined) return nic
    const { origin } = nic
    const fields = { address: { value, origin } }
    const address: Node = { element: nicMac, fields, origin, made: true }
    return withSlot(nic, 'mac', { value: address, origin })
  })
  return withDevices(node, 'interface', nics)
}

/**
 * A copy of a domain in which all devices of one kind are replaced. Invalid values are kept, so that the schema check reports
 * them.
 */
export function withDevices(node: Node, kind: string, list: readonly Node[]): Node {
  const devices = childAt(node, 'devices')!
  const slot = slotOf(devices, kind)!
  const rest = list.values()
  const all = valuesOf(slot).map(one => (isNode(one) ? rest.next().value! : one))
  const value = withSlot(devices, kind, { value: all, origin: slot.origin })
  return withSlot(node, 'devices', { value, origin: slotOf(node, 'devices')!.origin })
}

const nicsOf = (node: Node): readonly Node[] => devicesOf(node, 'interface')

/** The devices of one kind. */
export function devicesOf(node: Node, kind: string): readonly Node[] {
  const devices = childAt(node, 'devices')
  return devices ? childrenAt(devices, kind) : []
}

/** The name from which the UUID of a domain is derived: the name in its last `.formerly()`, or its own name. */
function identityOf(node: Node): string {
  const earlier = node.notes?.findLast(({ kind }) => kind === 'formerly')?.value
  return typeof earlier === 'string' ? earlier : nameOf(node)
}

/** The name of a domain. The result is empty for a domain without a name. */
export function nameOf(node: Node): string {
  const name = scalarAt(node, 'name') ?? uncheckedText(node, 'name')
  return name === undefined ? '' : String(name)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
