import {
  absolutePath,
  integer,
  inVariant,
  ipv4Address,
  matching,
  newer,
  oneOf,
  onOff,
  text,
  uuid,
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
import { pciFromText, pciToText } from './pci-address.ts'
import { type Reconnect, reconnect } from './reconnect.ts'
import { type UsbId, usbHostNumber, usbId } from './usb-id.ts'

const page = 'formatdomain.html#network-interfaces'

/** `<local>` of a card of type `udp`: where its packets come from. */
export interface NicLocal extends Infer<typeof nicLocal> {}

const nicLocal = element(
  'local',
  {
    /** The IPv4 address of the host. */
    address: required(attribute(ipv4Address)),
    /** The port of the host. */
    port: required(attribute(portNumber)),
  },
  { page: 'formatdomain.html#udp-unicast-tunnel' },
)

function fromText(text: string): Record<string, unknown> | undefined {
  const pci = pciFromText(text)
  return pci && { type: 'pci', ...pci }
}

/** `<address>` of a card that is a device of the host: where the host has it. Text is an address of PCI: `'0000:3b:10.0'`. */
export interface NicHostAddress extends Infer<typeof nicHostAddress> {}

const nicHostAddress = element(
  'address',
  {
    /** The bus; beside a vendor and a product, USB needs not be said. */
    type: attribute(oneOf('pci usb'), { default: 'usb' }),
    /** The PCI domain, mostly 0. */
    domain: attribute(pciDomain, { in: ['pci'] }),
    /** The number of the bus. */
    bus: requiredIn(
      ['usb'],
      attribute(inVariant({ usb: usbHostNumber, pci: pciBus }), { in: ['pci', 'usb'] }),
    ),
    /** The slot on the PCI bus. */
    slot: attribute(pciSlot, { in: ['pci'] }),
    /** The function in the PCI slot. */
    function: attribute(pciFunction, { in: ['pci'] }),
    /** Of no use here: it is for the guest's side. */
    multifunction: attribute(onOff, { in: ['pci'] }),
    /** The number of the device on the USB bus. */
    device: attribute(usbHostNumber, { in: ['usb'] }),
    /** The port of the USB bus, through hubs where there are dots, as `1.2`: it stays the same. Instead of `device`, beside a vendor and a product. Since libvirt 12.1.0. */
    port: attribute(usbPort, { in: ['usb'], since: '12.1.0' }),
  },
  {
    by: 'type',
    choices: [{ ...either('device', 'port'), in: ['usb'] }, atMostOne('type', 'port')],
    expand: fromText,
    contract: pciToText,
    page: 'formatdomain.html#pci-passthrough',
  },
)

// What a bridge and a macvtap device can have been found through.
const networked = ['network', 'bridge', 'direct']

/** `<source>` of a network interface: what it is connected to. */
export interface NicSource extends Infer<typeof nicSource> {}

export const nicSource = element(
  'source',
  {
    /** The name of a virtual network, for type `network`. */
    network: requiredIn(['network'], attribute(text, { in: networked })),
    /** The name of a group of ports that the virtual network defines. Since libvirt 0.9.4. */
    portgroup: attribute(networkDevice, { in: networked, since: '0.9.4' }),
    /** The number of the switch of VMware, for type `vds`. Since libvirt 8.7.0. */
    switchid: requiredIn(['vds'], attribute(uuid, { since: '8.7.0' })),
    /** The port: of a virtual network libvirt's own note, since 5.1.0; of VMware's switch its number. */
    portid: attribute(
      inVariant({
        network: uuid,
        bridge: uuid,
        direct: uuid,
        vds: integer(-(2n ** 63n), 2n ** 63n - 1n, 'a whole number'),
      }),
      { in: [...networked, 'vds'], assigned: ({ switchid }) => switchid === undefined },
    ),
    /** The group of ports of VMware's switch. Since libvirt 8.7.0. */
    portgroupid: attribute(text, { in: ['vds'], since: '8.7.0' }),
    /** The connection to VMware's switch. Since libvirt 8.7.0. */
    connectionid: attribute(integer(-(2n ** 63n), 2n ** 63n - 1n, 'a whole number'), {
      in: ['vds'],
      since: '8.7.0',
    }),
    /** The name of a bridge of the host, for type `bridge`. */
    bridge: requiredIn(
      ['bridge'],
      attribute(matching(/[a-zA-Z0-9_.\-\\:/ ]*/, 'the name of a bridge, as "br0"'), {
        in: ['bridge', 'network'],
        assigned: ({ network }, { type }) => type === 'network' && network !== undefined,
      }),
    ),
    /** Who keeps the bridge's table of MAC addresses. Since libvirt 1.2.11. */
    macTableManager: attribute(oneOf('kernel libvirt'), {
      in: ['bridge', 'network'],
      since: '1.2.11',
    }),
    /** The host's device to attach to, for type `direct`; to take routes from, for `user` with passt; or the path of a vDPA device. */
    dev: requiredIn(
      ['direct', 'user', 'vdpa'],
      attribute(networkDevice, { in: ['direct', 'user', 'vdpa', 'vhostuser'] }),
    ),
    /** The name of an internal network of VirtualBox, for type `internal`. */
    name: requiredIn(['internal'], attribute(networkDevice)),
    /** What a vhost-user card is connected to: a UNIX socket. */
    type: attribute(oneOf('unix'), { in: ['vhostuser'], default: 'unix' }),
    /** The absolute path of the socket, for type `vhostuser`. */
    path: attribute(absolutePath, { in: ['vhostuser'] }),
    /**
     * Of type `direct`: how the macvtap devices of one device speak with each other, `vepa` where it is left out. Of type
     * `vhostuser`: which end the guest is, `client` where it is left out.
     */
    mode: attribute(
      inVariant({
        direct: newer(oneOf('vepa bridge private passthrough'), { passthrough: '0.9.2' }),
        vhostuser: oneOf('server client'),
      }),
      { in: ['direct', 'vhostuser'] },
    ),
    /** The IPv4 address, for types `mcast` (a multicast address), `server`, `client` and `udp`. */
    address: requiredIn(
      ['mcast', 'client', 'udp'],
      attribute(ipv4Address, { in: ['mcast', 'server', 'client', 'udp'] }),
    ),
    /** The port, for types `mcast`, `server`, `client` and `udp`. */
    port: requiredIn(['mcast', 'server', 'client', 'udp'], attribute(portNumber)),
    /** The guest starts though the device of the host is not there. */
    missing: attribute(yesNo, { in: ['hostdev'] }),
    /** The vendor of a USB card of the host, beside `product`. */
    vendor: child<UsbId>(usbId, { in: ['hostdev'] }),
    /** The product number of a USB card of the host, beside `vendor`. */
    product: child<UsbId>(usbId, { in: ['hostdev'] }),
    /** `<address>`: where the host has the card, for type `hostdev`. */
    hostAddress: child<NicHostAddress>(nicHostAddress, { name: 'address', in: ['hostdev'] }),
    /** `<local>`: where packets come from, for type `udp`. */
    local: requiredIn(['udp'], child<NicLocal>(nicLocal)),
    /** Addresses of the host's end, for type `ethernet`. Since libvirt 2.1.0. */
    ip: many(child<IpAddress>(ip, { in: ['ethernet'], since: '2.1.0' })),
    /** Routes of the host's end, for type `ethernet`. Since libvirt 2.1.0. */
    route: many(child<IpRoute>(route, { in: ['ethernet'], since: '2.1.0' })),
    /** What happens when the connection of a vhost-user card breaks. Since libvirt 4.1.0. */
    reconnect: child<Reconnect>(reconnect, { in: ['vhostuser'], since: '4.1.0' }),
  },
  {
    by: '../type',
    ordered: ['vendor', 'product', 'hostAddress'],
    needs: { portgroup: 'network', portid: 'network', macTableManager: 'bridge' },
    together: [['vendor', 'product']],
    choices: [{ ...atLeastOne('vendor', 'hostAddress'), in: ['hostdev'] }],
    page,
  },
)
