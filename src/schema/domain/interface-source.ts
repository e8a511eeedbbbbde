import {
  absolutePath,
  integer,
  ipv4Address,
  matching,
  oneOf,
  onOff,
  perVariant,
  text,
  uuid,
  withSince,
  yesNo,
} from '../core/codec.ts'
import {
  atLeastOne,
  atMostOne,
  attribute,
  child,
  either,
  element,
  type Infer,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { pciBus, pciDomain, pciFunction, pciSlot, usbPort } from './address.ts'
import { type IpAddress, type IpRoute, ip, networkDevice, portNumber, route } from './network-ip.ts'
import { pciFromText, pciToText } from './pci-text.ts'
import { type Reconnect, reconnect } from './reconnect.ts'
import { type UsbId, usbHostNumber, usbId } from './usb-id.ts'

const page = 'formatdomain.html#network-interfaces'

/** `<local>` of a NIC with type `udp`: the address and port of the host from which packets are sent. */
export interface NicLocal extends Infer<typeof nicLocal> {}

const nicLocal = element(
  'local',
  {
    /** The IPv4 address of the host from which the packets of the NIC are sent. */
    address: required(attribute(ipv4Address)),
    /** The UDP port of the host from which the packets of the NIC are sent. */
    port: required(attribute(portNumber)),
  },
  { page: 'formatdomain.html#udp-unicast-tunnel' },
)

function nicAddressFromText(text: string): Record<string, unknown> | undefined {
  const pci = pciFromText(text)
  return pci && { type: 'pci', ...pci }
}

/**
 * `<address>` in the source of a NIC with type `hostdev`: the address of the device on the host. A PCI address such as
 * `'0000:3b:10.0'` can be written as a text.
 */
export interface NicHostAddress extends Infer<typeof nicHostAddress> {}

const nicHostAddress = element(
  'address',
  {
    /**
     * The kind of bus of the host device that becomes the NIC. `usb` can be omitted if `vendor` and `product` are set.
     */
    type: attribute(oneOf('pci usb'), { default: 'usb' }),
    /** The number of the PCI domain that the host device belongs to, usually 0. */
    domain: attribute(pciDomain, { in: ['pci'] }),
    /** The number of the host's PCI or USB bus that the device is attached to. */
    bus: requiredIn(
      ['usb'],
      attribute(perVariant({ usb: usbHostNumber, pci: pciBus }), { in: ['pci', 'usb'] }),
    ),
    /** The number of the host's PCI slot that contains the device. */
    slot: attribute(pciSlot, { in: ['pci'] }),
    /** The number of the device's function in the PCI slot of the host. */
    function: attribute(pciFunction, { in: ['pci'] }),
    /**
     * Has no effect, because libvirt ignores this attribute in an address on the host. Set `multifunction` in the
     * address of the device in the guest.
     */
    multifunction: attribute(onOff, { in: ['pci'] }),
    /** The number of the device on the host's USB bus. Cannot be combined with `port`. */
    device: attribute(usbHostNumber, { in: ['usb'] }),
    /**
     * The USB port of the host that the device is plugged into. The port `1.2` is port 2 of a hub at port 1. The port
     * stays the same when the device is plugged in again. Cannot be combined with `device` and `type`. Since libvirt
     * 12.1.0.
     */
    port: attribute(usbPort, { in: ['usb'], since: '12.1.0' }),
  },
  {
    variantBy: 'type',
    choices: [{ ...either('device', 'port'), in: ['usb'] }, atMostOne('type', 'port')],
    expand: nicAddressFromText,
    contract: pciToText,
    page: 'formatdomain.html#pci-passthrough',
  },
)

// The types of NIC whose source can contain the attributes of a virtual network. When a guest starts, libvirt replaces the type
// `network` with `bridge` or `direct`, but keeps these attributes.
const NETWORK_TYPES = ['network', 'bridge', 'direct']

/** `<source>` of a network interface: the network or device to which the NIC is connected. */
export interface NicSource extends Infer<typeof nicSource> {}

export const nicSource = element(
  'source',
  {
    /** The name of the virtual network that the NIC is connected to, for type `network`. */
    network: requiredIn(['network'], attribute(text, { in: NETWORK_TYPES })),
    /** The name of the virtual network's port group that the NIC uses. Since libvirt 0.9.4. */
    portgroup: attribute(networkDevice, { in: NETWORK_TYPES, since: '0.9.4' }),
    /** The UUID of the VMware distributed switch, for type `vds`. Since libvirt 8.7.0. */
    switchid: requiredIn(['vds'], attribute(uuid, { since: '8.7.0' })),
    /**
     * The port of the virtual network or switch that the NIC is connected to. For a virtual network, it is the UUID of
     * the network port, which libvirt assigns (since 5.1.0). For type `vds`, it is the port number on the switch.
     */
    portid: attribute(
      perVariant({
        network: uuid,
        bridge: uuid,
        direct: uuid,
        vds: integer(-(2n ** 63n), 2n ** 63n - 1n, 'a whole number'),
      }),
      { in: [...NETWORK_TYPES, 'vds'], assigned: ({ switchid }) => switchid === undefined },
    ),
    /** The port group of the VMware distributed switch. Since libvirt 8.7.0. */
    portgroupid: attribute(text, { in: ['vds'], since: '8.7.0' }),
    /** The ID of the NIC's connection to the VMware distributed switch. Since libvirt 8.7.0. */
    connectionid: attribute(integer(-(2n ** 63n), 2n ** 63n - 1n, 'a whole number'), {
      in: ['vds'],
      since: '8.7.0',
    }),
    /** The name of the host's bridge that the NIC is connected to, for type `bridge`. */
    bridge: requiredIn(
      ['bridge'],
      attribute(matching(/[a-zA-Z0-9_.\-\\:/ ]*/, 'the name of a bridge, such as "br0"'), {
        in: ['bridge', 'network'],
        assigned: ({ network }, { type }) => type === 'network' && network !== undefined,
      }),
    ),
    /** Whether the `kernel` or `libvirt` manages the bridge's table of MAC addresses. Since libvirt 1.2.11. */
    macTableManager: attribute(oneOf('kernel libvirt'), {
      in: ['bridge', 'network'],
      since: '1.2.11',
    }),
    /**
     * The host device that the NIC uses. For type `direct`, it is the network device that the NIC is attached to. For
     * type `user` with passt, it is the network device whose routes passt uses. For type `vdpa`, it is the path of the
     * vDPA device.
     */
    dev: requiredIn(
      ['direct', 'user', 'vdpa'],
      attribute(networkDevice, { in: ['direct', 'user', 'vdpa', 'vhostuser'] }),
    ),
    /** The name of the VirtualBox internal network, for type `internal`. */
    name: requiredIn(['internal'], attribute(networkDevice)),
    /** The kind of the NIC's vhost-user connection. Only `unix`, a UNIX socket, is supported. Default: `unix`. */
    type: attribute(oneOf('unix'), { in: ['vhostuser'], default: 'unix' }),
    /** The absolute path of the UNIX socket that connects the NIC to a vhost-user program, for type `vhostuser`. */
    path: attribute(absolutePath, { in: ['vhostuser'] }),
    /**
     * The mode of the NIC's connection. For type `direct`, it sets how macvtap devices on the same host device
     * communicate (default `vepa`). For type `vhostuser`, it sets whether the guest is the `server` or the `client` of
     * the socket (default `client`).
     */
    mode: attribute(
      perVariant({
        direct: withSince(oneOf('vepa bridge private passthrough'), { passthrough: '0.9.2' }),
        vhostuser: oneOf('server client'),
      }),
      { in: ['direct', 'vhostuser'] },
    ),
    /**
     * The IPv4 address of the NIC's connection, for types `mcast` (a multicast address), `server`, `client` and `udp`.
     */
    address: requiredIn(
      ['mcast', 'client', 'udp'],
      attribute(ipv4Address, { in: ['mcast', 'server', 'client', 'udp'] }),
    ),
    /** The TCP or UDP port of the NIC's connection, for types `mcast`, `server`, `client` and `udp`. */
    port: requiredIn(['mcast', 'server', 'client', 'udp'], attribute(portNumber)),
    /** Whether the guest starts even if the host device for the NIC does not exist. */
    missing: attribute(yesNo, { in: ['hostdev'] }),
    /** The vendor ID of the host's USB NIC. Requires `product`. */
    vendor: child<UsbId>(usbId, { in: ['hostdev'] }),
    /** The product ID of the host's USB NIC. Requires `vendor`. */
    product: child<UsbId>(usbId, { in: ['hostdev'] }),
    /** The address on the host of the device that becomes the NIC, for type `hostdev`. */
    hostAddress: child<NicHostAddress>(nicHostAddress, { name: 'address', in: ['hostdev'] }),
    /** The address and port of the host from which the packets of the NIC are sent, for type `udp`. */
    local: requiredIn(['udp'], child<NicLocal>(nicLocal)),
    /** The IP addresses on the host side of the NIC, for type `ethernet`. Since libvirt 2.1.0. */
    ip: many(child<IpAddress>(ip, { in: ['ethernet'], since: '2.1.0' })),
    /** The IP routes on the host side of the NIC, for type `ethernet`. Since libvirt 2.1.0. */
    route: many(child<IpRoute>(route, { in: ['ethernet'], since: '2.1.0' })),
    /** How the hypervisor connects again after the vhost-user connection breaks. Since libvirt 4.1.0. */
    reconnect: child<Reconnect>(reconnect, { in: ['vhostuser'], since: '4.1.0' }),
  },
  {
    variantBy: '../type',
    ordered: ['vendor', 'product', 'hostAddress'],
    requires: { portgroup: 'network', portid: 'network', macTableManager: 'bridge' },
    allOrNone: [['vendor', 'product']],
    choices: [{ ...atLeastOne('vendor', 'hostAddress'), in: ['hostdev'] }],
    page,
  },
)
