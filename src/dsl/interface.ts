import type { Fluent } from '../schema/element.ts'
import { type Nic, nic } from '../schema/interface.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds an `<interface>`: one method a field. */
export interface NicBuilder extends Fluent<typeof nic, NicBuilder> {}
export class NicBuilder extends Builder<Nic> {}
derive(NicBuilder, nic)

/**
 * A card on a virtual network of libvirt.
 *
 * @example
 * domain('fv0').hvm().nic(network('default').model('virtio'))
 * // <interface type="network">
 * //   <mac address="52:54:00:…"/>
 * //   <source network="default"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const network = word(NicBuilder, nic, (name: string) => ({
  type: 'network',
  source: { network: name },
}))

/**
 * A card on a bridge of the host, and through it on the LAN.
 *
 * @example
 * domain('fv0').hvm().nic(bridge('br0').model('virtio'))
 * // <interface type="bridge">
 * //   <mac address="52:54:00:…"/>
 * //   <source bridge="br0"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const bridge = word(NicBuilder, nic, (name: string) => ({
  type: 'bridge',
  source: { bridge: name },
}))

/**
 * A card that QEMU itself connects to the outside world, without privileges.
 *
 * @example
 * domain('fv0').hvm().nic(user())
 * // <interface type="user">
 * //   <mac address="52:54:00:…"/>
 * // </interface>
 */
export const user = word(NicBuilder, nic, () => ({ type: 'user' }))

/**
 * A card that a program of the host connects, such as `/etc/qemu-ifup`.
 *
 * @example
 * domain('fv0').hvm().nic(ethernet('vnet7').script('/etc/qemu-ifup-mynet'))
 * // <interface type="ethernet">
 * //   <mac address="52:54:00:…"/>
 * //   <script path="/etc/qemu-ifup-mynet"/>
 * //   <target dev="vnet7"/>
 * // </interface>
 */
export const ethernet = word(NicBuilder, nic, (dev?: string) => ({
  type: 'ethernet',
  target: dev === undefined ? undefined : { dev },
}))

/**
 * A card on a network that everyone in a multicast group shares, also across hosts.
 *
 * @example
 * domain('fv0').hvm().nic(mcast('230.0.0.1', 5558))
 * // <interface type="mcast">
 * //   <mac address="52:54:00:…"/>
 * //   <source address="230.0.0.1" port="5558"/>
 * // </interface>
 */
export const mcast = word(NicBuilder, nic, (address: string, port: number) => ({
  type: 'mcast',
  source: { address, port },
}))

/**
 * A card that waits for the cards of other guests to connect to it over TCP.
 *
 * @example
 * domain('fv0').hvm().nic(server('192.168.0.1', 5558))
 * // <interface type="server">
 * //   <mac address="52:54:00:…"/>
 * //   <source address="192.168.0.1" port="5558"/>
 * // </interface>
 */
export const server = word(NicBuilder, nic, (address: string, port: number) => ({
  type: 'server',
  source: { address, port },
}))

/**
 * A card that connects over TCP to the card of a guest that waits as `server`.
 *
 * @example
 * domain('fv1').hvm().nic(client('192.168.0.1', 5558))
 * // <interface type="client">
 * //   <mac address="52:54:00:…"/>
 * //   <source address="192.168.0.1" port="5558"/>
 * // </interface>
 */
export const client = word(NicBuilder, nic, (address: string, port: number) => ({
  type: 'client',
  source: { address, port },
}))
