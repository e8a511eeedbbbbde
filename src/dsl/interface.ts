import type { Fluent } from '../schema/core/element.ts'
import { type Nic, nic } from '../schema/domain/interface.ts'
import type { NicHostAddress } from '../schema/domain/interface-source.ts'
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
export const ethernet = word(NicBuilder, nic, (dev: string | undefined = undefined) => ({
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

/**
 * A card on a network device of the host, without a bridge (macvtap): `bridge` lets guests of one device speak with each
 * other, `vepa` sends everything to the switch, `private` keeps guests apart, `passthrough` gives the device to one guest.
 *
 * @example
 * domain('fv0').hvm().nic(direct('eth0').model('virtio'))
 * // <interface type="direct">
 * //   <mac address="52:54:00:…"/>
 * //   <source dev="eth0" mode="bridge"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const direct = word(
  NicBuilder,
  nic,
  (dev: string, mode: 'vepa' | 'bridge' | 'private' | 'passthrough' = 'bridge') => ({
    type: 'direct',
    source: { dev, mode },
  }),
)

/**
 * A card that a program of the host serves, such as Open vSwitch with DPDK, through a UNIX socket and shared memory. The
 * guest connects to the socket as `client` until told otherwise; its memory has to be shared.
 *
 * @example
 * domain('fv0').hvm().nic(vhostUser('/run/ovs/vhost1.sock', 'server'))
 * // <interface type="vhostuser">
 * //   <mac address="52:54:00:…"/>
 * //   <source type="unix" path="/run/ovs/vhost1.sock" mode="server"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const vhostUser = word(
  NicBuilder,
  nic,
  (socket: string, mode: 'client' | 'server' = 'client') => ({
    type: 'vhostuser',
    source: { type: 'unix', path: socket, mode },
    model: { type: 'virtio' },
  }),
)

/**
 * A card whose packets hardware moves as a virtio card would (vDPA).
 *
 * @example
 * domain('fv0').hvm().nic(vdpa('/dev/vhost-vdpa-0'))
 * // <interface type="vdpa">
 * //   <mac address="52:54:00:…"/>
 * //   <source dev="/dev/vhost-vdpa-0"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const vdpa = word(NicBuilder, nic, (dev: string) => ({
  type: 'vdpa',
  source: { dev },
  model: { type: 'virtio' },
}))

/**
 * A card that passt connects to the outside world, without privileges; the routes are those of a device of the host.
 *
 * @example
 * domain('fv0').hvm().nic(passt('eth0').portForward({ proto: 'tcp', range: { start: 2022, to: 22 } }))
 * // <interface type="user">
 * //   <mac address="52:54:00:…"/>
 * //   <source dev="eth0"/>
 * //   <portForward proto="tcp">
 * //     <range start="2022" to="22"/>
 * //   </portForward>
 * //   <backend type="passt"/>
 * // </interface>
 */
export const passt = word(NicBuilder, nic, (dev: string | undefined = undefined) => ({
  type: 'user',
  source: dev === undefined ? undefined : { dev },
  backend: { type: 'passt' },
}))

/**
 * A card that is a virtual function of a card of the host, by its address as `lspci` shows it; unlike `pci`, libvirt sets
 * its MAC address, VLAN and switch port. libvirt takes it from the host and gives it back; `.managed(false)` leaves that to
 * you.
 *
 * @example
 * domain('fv0').hvm().nic(hostdevNic('0000:3b:10.0').vlan(42))
 * // <interface type="hostdev" managed="yes">
 * //   <mac address="52:54:00:…"/>
 * //   <source>
 * //     <address type="pci" domain="0x0000" bus="0x3b" slot="0x10" function="0x0"/>
 * //   </source>
 * //   <vlan>
 * //     <tag id="42"/>
 * //   </vlan>
 * // </interface>
 */
export const hostdevNic = word(NicBuilder, nic, (address: string | NicHostAddress) => ({
  type: 'hostdev',
  managed: true,
  source: { hostAddress: address },
}))

/** The end of a tunnel: an IPv4 address and a port. */
export interface TunnelEnd {
  /** The IPv4 address. */
  readonly address: string
  /** The port. */
  readonly port: number
}

/**
 * A card whose packets go to another QEMU over UDP: where to, and where from.
 *
 * @example
 * domain('fv0').hvm().nic(
 *   udpTunnel({ address: '10.0.0.2', port: 11115 }, { address: '10.0.0.1', port: 11116 }))
 * // <interface type="udp">
 * //   <mac address="52:54:00:…"/>
 * //   <source address="10.0.0.2" port="11115">
 * //     <local address="10.0.0.1" port="11116"/>
 * //   </source>
 * // </interface>
 */
export const udpTunnel = word(NicBuilder, nic, (remote: TunnelEnd, local: TunnelEnd) => ({
  type: 'udp',
  source: { ...remote, local: { ...local } },
}))
