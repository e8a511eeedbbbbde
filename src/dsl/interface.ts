import type { Fluent } from '../schema/core/element.ts'
import { type Nic, nic } from '../schema/domain/interface.ts'
import type { NicHostAddress } from '../schema/domain/interface-source.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for an `<interface>` element, with one method for each field of the element. */
export interface NicBuilder extends Fluent<typeof nic, NicBuilder> {}
export class NicBuilder extends Builder<Nic> {}
derive(NicBuilder, nic)

/**
 * A NIC on a libvirt virtual network.
 *
 * @example
 * domain('fv0').hvm().nic(network('default').model('virtio'))
 * // <interface type="network">
 * //   <mac address="52:54:00:…"/>
 * //   <source network="default"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const network = factory(NicBuilder, nic, (name: string) => ({
  type: 'network',
  source: { network: name },
}))

/**
 * A NIC on a bridge of the host. A bridge with a physical port connects the guest to the LAN.
 *
 * @example
 * domain('fv0').hvm().nic(bridge('br0').model('virtio'))
 * // <interface type="bridge">
 * //   <mac address="52:54:00:…"/>
 * //   <source bridge="br0"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const bridge = factory(NicBuilder, nic, (name: string) => ({
  type: 'bridge',
  source: { bridge: name },
}))

/**
 * A NIC on QEMU's user-mode network stack, which needs no privileges. The guest can connect to
 * other networks through NAT. Connections from other networks to the guest are not possible.
 *
 * @example
 * domain('fv0').hvm().nic(user())
 * // <interface type="user">
 * //   <mac address="52:54:00:…"/>
 * // </interface>
 */
export const user = factory(NicBuilder, nic, () => ({ type: 'user' }))

/**
 * A NIC on a tap device of the host. `dev` is the name of the tap device. If you omit `dev`, libvirt chooses a name. libvirt
 * does not connect the tap device to a network. With `.script()`, you can set a program that connects it, such as
 * `/etc/qemu-ifup`.
 *
 * @example
 * domain('fv0').hvm().nic(ethernet('vnet7').script('/etc/qemu-ifup-mynet'))
 * // <interface type="ethernet">
 * //   <mac address="52:54:00:…"/>
 * //   <script path="/etc/qemu-ifup-mynet"/>
 * //   <target dev="vnet7"/>
 * // </interface>
 */
export const ethernet = factory(NicBuilder, nic, (dev: string | undefined = undefined) => ({
  type: 'ethernet',
  target: dev === undefined ? undefined : { dev },
}))

/**
 * A NIC on a virtual network made of a UDP multicast group. All guests with the same address and
 * port are on this network, even if they run on different hosts.
 *
 * @example
 * domain('fv0').hvm().nic(mcast('230.0.0.1', 5558))
 * // <interface type="mcast">
 * //   <mac address="52:54:00:…"/>
 * //   <source address="230.0.0.1" port="5558"/>
 * // </interface>
 */
export const mcast = factory(NicBuilder, nic, (address: string, port: number) => ({
  type: 'mcast',
  source: { address, port },
}))

/**
 * A NIC that listens on a TCP address and port for a connection from the `client()` NIC of another
 * guest.
 *
 * @example
 * domain('fv0').hvm().nic(server('192.168.0.1', 5558))
 * // <interface type="server">
 * //   <mac address="52:54:00:…"/>
 * //   <source address="192.168.0.1" port="5558"/>
 * // </interface>
 */
export const server = factory(NicBuilder, nic, (address: string, port: number) => ({
  type: 'server',
  source: { address, port },
}))

/**
 * A NIC that connects over TCP to the `server()` NIC of another guest.
 *
 * @example
 * domain('fv1').hvm().nic(client('192.168.0.1', 5558))
 * // <interface type="client">
 * //   <mac address="52:54:00:…"/>
 * //   <source address="192.168.0.1" port="5558"/>
 * // </interface>
 */
export const client = factory(NicBuilder, nic, (address: string, port: number) => ({
  type: 'client',
  source: { address, port },
}))

/**
 * A NIC attached through macvtap to a network device of the host, without a bridge. `mode` defaults
 * to `bridge`: guests on the same device reach each other directly. With `vepa`, all traffic passes
 * through the external switch. With `private`, guests on the same device cannot reach each other.
 * With `passthrough`, only one guest can use the device.
 *
 * @example
 * domain('fv0').hvm().nic(direct('eth0').model('virtio'))
 * // <interface type="direct">
 * //   <mac address="52:54:00:…"/>
 * //   <source dev="eth0" mode="bridge"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const direct = factory(
  NicBuilder,
  nic,
  (dev: string, mode: 'vepa' | 'bridge' | 'private' | 'passthrough' = 'bridge') => ({
    type: 'direct',
    source: { dev, mode },
  }),
)

/**
 * A NIC connected to another process on the host over vhost-user, such as Open vSwitch with DPDK.
 * QEMU opens the UNIX socket as `client` (the default) or `server`. The guest's memory must be
 * shared: see `.sharedMemory()`.
 *
 * @example
 * domain('fv0').hvm().nic(vhostUser('/run/ovs/vhost1.sock', 'server'))
 * // <interface type="vhostuser">
 * //   <mac address="52:54:00:…"/>
 * //   <source type="unix" path="/run/ovs/vhost1.sock" mode="server"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const vhostUser = factory(
  NicBuilder,
  nic,
  (socket: string, mode: 'client' | 'server' = 'client') => ({
    type: 'vhostuser',
    source: { type: 'unix', path: socket, mode },
    model: { type: 'virtio' },
  }),
)

/**
 * A NIC backed by a vDPA device of the host: hardware that processes virtio packets. `dev` is the
 * path of the device. Since libvirt 6.9.0.
 *
 * @example
 * domain('fv0').hvm().nic(vdpa('/dev/vhost-vdpa-0'))
 * // <interface type="vdpa">
 * //   <mac address="52:54:00:…"/>
 * //   <source dev="/dev/vhost-vdpa-0"/>
 * //   <model type="virtio"/>
 * // </interface>
 */
export const vdpa = factory(NicBuilder, nic, (dev: string) => ({
  type: 'vdpa',
  source: { dev },
  model: { type: 'virtio' },
}))

/**
 * A NIC on passt, a user-mode network backend that needs no privileges. The guest gets the same addresses and routes as the
 * host device `dev`. If you omit `dev`, passt uses the device with the host's default route. Since libvirt 9.0.0.
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
export const passt = factory(NicBuilder, nic, (dev: string | undefined = undefined) => ({
  type: 'user',
  source: dev === undefined ? undefined : { dev },
  backend: { type: 'passt' },
}))

/**
 * A NIC of the host, usually an SR-IOV virtual function, passed through to the guest. Write the address as `lspci -D` prints
 * it. Unlike with `pci()`, libvirt sets the MAC address, the VLAN and the virtual port of the NIC. libvirt detaches the NIC
 * from the host driver when the guest starts, and reattaches the NIC when the guest stops. With `.managed(false)`, you must
 * detach and reattach the NIC yourself.
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
export const hostdevNic = factory(NicBuilder, nic, (address: string | NicHostAddress) => ({
  type: 'hostdev',
  managed: true,
  source: { hostAddress: address },
}))

/** One end of a UDP tunnel: an IPv4 address and a port. */
export interface TunnelEnd {
  /** The IPv4 address of this end of the tunnel. */
  readonly address: string
  /** The UDP port of this end of the tunnel. */
  readonly port: number
}

/**
 * A NIC whose packets go through a UDP tunnel to another QEMU process. The NIC sends packets to
 * `remote` and receives packets on `local`.
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
export const udpTunnel = factory(NicBuilder, nic, (remote: TunnelEnd, local: TunnelEnd) => ({
  type: 'udp',
  source: { ...remote, local: { ...local } },
}))
