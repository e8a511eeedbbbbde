import {
  integer,
  line,
  macAddress,
  matching,
  newer,
  oneOf,
  suggestMatching,
  unsigned,
  yesNo,
} from '../core/codec.ts'
import {
  attribute,
  child,
  element,
  filled,
  type Infer,
  leaf,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Bandwidth, bandwidth } from './bandwidth.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  type DeviceBoot,
  deviceAcpi,
  deviceBoot,
} from './device.ts'
import { type Filterref, filterref } from './filterref.ts'
import { type NicBackend, type NicDriver, nicBackend, nicDriver } from './interface-driver.ts'
import { type NicSource, nicSource } from './interface-source.ts'
import {
  type IpAddress,
  type IpRoute,
  ip,
  networkDevice,
  type PortForward,
  portForward,
  route,
} from './network-ip.ts'
import { type Rom, rom } from './rom.ts'
import { type Teaming, teaming } from './teaming.ts'
import { type Virtualport, virtualport } from './virtualport.ts'
import { type Vlan, vlan } from './vlan.ts'

/** `<mac>`: the address of a network card. */
export interface NicMac extends Infer<typeof nicMac> {}

export const nicMac = element(
  'mac',
  {
    /** Six bytes in hexadecimal; QEMU's cards begin with `52:54:00`, Xen's with `00:16:3e`. */
    address: required(attribute(macAddress)),
    /** Of VMware: `static` keeps an address of its own range, which it would else make anew. Since libvirt 6.6.0. */
    type: attribute(oneOf('generated static'), { since: '6.6.0' }),
    /** Of VMware: whether it checks that the address is in its range. */
    check: attribute(yesNo),
    /** The address that the guest has taken instead. Since libvirt 11.2.0. */
    currentAddress: attribute(macAddress, { since: '11.2.0', assigned: true }),
  },
  { lead: 'address', page: 'formatdomain.html#network-interfaces' },
)

/** `<script>` or `<downscript>`: a program of the host that connects the card, or one that disconnects it. */
export interface NicScript extends Infer<typeof nicScript> {}

const nicScript = element(
  'script',
  {
    /** The path of the program, such as `vif-bridge` or `/etc/qemu-ifup`. */
    path: required(attribute(matching(/.+/, 'a path'))),
  },
  { lead: 'path', page: 'formatdomain.html#generic-ethernet-connection' },
)

/** `<backenddomain>`: the Xen domain that serves the card instead of the host. */
export interface NicBackendDomain extends Infer<typeof nicBackendDomain> {}

const nicBackendDomain = element(
  'backenddomain',
  {
    /** The name of the domain. */
    name: required(attribute(line)),
  },
  {
    lead: 'name',
    page: 'formatdomain.html#setting-up-a-network-backend-in-a-driver-domain',
  },
)

/** `<target>` of a network interface: the device that appears on the host. */
export interface NicTarget extends Infer<typeof nicTarget> {}

const nicTarget = element(
  'target',
  {
    /** The name of the host's device; `vnet0`, `vnet1` … are for libvirt to choose. */
    dev: required(attribute(networkDevice)),
    /** `false` takes a device that is there already as it is, without setting it up; for type `ethernet`. Since libvirt 5.7.0. */
    managed: attribute(yesNo, { since: '5.7.0' }),
  },
  {
    lead: 'dev',
    // libvirt takes no name of its own making from a definition.
    assigned: ({ dev = '', managed }) =>
      managed === undefined && /^(vnet|vif|macvtap|macvlan)\d/.test(dev),
    page: 'formatdomain.html#overriding-the-target-element',
  },
)

/** `<guest>` of a network interface: the device that appears in a container. */
export interface NicGuest extends Infer<typeof nicGuest> {}

const nicGuest = element(
  'guest',
  {
    /** The name of the container's device. */
    dev: attribute(networkDevice),
    /** The name it has in fact. */
    actual: attribute(networkDevice, { assigned: true }),
  },
  { lead: 'dev', page: 'formatdomain.html#overriding-the-target-element' },
)

/** `<model>` of a network interface: the emulated card. */
export interface NicModel extends Infer<typeof nicModel> {}

const nicModel = element(
  'model',
  {
    /** The card the guest sees; which ones there are is the hypervisor's business. */
    type: required(
      attribute(
        newer(
          suggestMatching(
            'virtio virtio-transitional virtio-non-transitional e1000 e1000e igb rtl8139 ne2k_pci ne2k_isa pcnet i82551 i82557b i82559er netfront usb-net spapr-vlan lan9118 scm91c111 vlance vmxnet vmxnet2 vmxnet3 Am79C970A Am79C973 82540EM 82545EM 82543GC',
            /[a-zA-Z0-9\-_]+/,
          ),
          {
            'virtio-transitional': '5.2.0',
            'virtio-non-transitional': '5.2.0',
            igb: '9.3.0',
            'usb-net': '10.3.0',
          },
        ),
      ),
    ),
  },
  { lead: 'type', page: 'formatdomain.html#setting-the-nic-model' },
)

/** `<tune>` of a network interface: settings of its tap device. */
export interface NicTune extends Infer<typeof nicTune> {}

const nicTune = element(
  'tune',
  {
    /** The bytes that the host holds for the guest to send. Since libvirt 0.8.8. */
    sndbuf: leaf(unsigned, { since: '0.8.8' }),
  },
  { page: 'formatdomain.html#setting-network-backend-specific-options' },
)

/** `<link>` of a network interface: its cable. */
export interface NicLink extends Infer<typeof nicLink> {}

const nicLink = element(
  'link',
  {
    /** `down` is an unplugged cable. */
    state: required(attribute(oneOf('up down'))),
  },
  { lead: 'state', page: 'formatdomain.html#modifying-virtual-link-state' },
)

/** `<mtu>`: how large packets may be. */
export interface Mtu extends Infer<typeof mtu> {}

const mtu = element(
  'mtu',
  {
    /** The bytes of the largest packet. */
    size: required(attribute(integer(0, 65535))),
  },
  { lead: 'size', page: 'formatdomain.html#mtu-configuration' },
)

/** `<frames>`: how many packets make an interrupt. */
export interface CoalesceFrames extends Infer<typeof coalesceFrames> {}

const coalesceFrames = element(
  'frames',
  {
    /** As many packets at most come in before the host is told. */
    max: attribute(unsigned),
  },
  { lead: 'max', page: 'formatdomain.html#coalesce-settings' },
)

/** `<rx>`: what comes in. */
export interface CoalesceRx extends Infer<typeof coalesceRx> {}

const coalesceRx = element(
  'rx',
  {
    /** How many packets make an interrupt. */
    frames: child<CoalesceFrames>(coalesceFrames),
  },
  { page: 'formatdomain.html#coalesce-settings' },
)

/** `<coalesce>`: packets are gathered before anyone is told. */
export interface Coalesce extends Infer<typeof coalesce> {}

const coalesce = element(
  'coalesce',
  {
    /** What comes in. */
    rx: child<CoalesceRx>(coalesceRx),
  },
  { page: 'formatdomain.html#coalesce-settings' },
)

/** `<port>` of a network interface: its place at the bridge. */
export interface NicPort extends Infer<typeof nicPort> {}

const nicPort = element(
  'port',
  {
    /** It does not speak with other guests of the bridge that are isolated as well. */
    isolated: attribute(yesNo, { default: 'no' }),
  },
  { page: 'formatdomain.html#isolating-guests-network-traffic-from-each-other' },
)

// The types of a card that is nothing without a source.
const sourced = 'network direct hostdev vdpa mcast server client udp internal vds'.split(' ')

/** `<interface>`: a network card of the guest. */
export interface Nic extends Infer<typeof nic> {}

export const nic = element(
  'interface',
  {
    /** How the card is connected. */
    type: required(
      attribute(
        newer(
          oneOf(
            'network bridge user ethernet direct vhostuser hostdev vdpa mcast server client udp',
            'internal vds null',
          ),
          {
            direct: '0.7.7',
            hostdev: '0.9.11',
            vhostuser: '1.2.7',
            udp: '1.2.20',
            vdpa: '6.9.0',
            vds: '8.7.0',
            null: '8.7.0',
          },
        ),
      ),
    ),
    /** libvirt takes the device from the host when the guest starts, and gives it back; for type `hostdev`. */
    managed: attribute(yesNo, { in: ['hostdev'], default: 'no' }),
    /** The host believes the guest when it changes its address and what it listens to; for type `direct`. Since libvirt 1.2.10. */
    trustGuestRxFilters: attribute(yesNo, { since: '1.2.10', default: 'no' }),
    /** The card's address. Filled in, the same at every build, where it is left out. */
    mac: filled(child<NicMac>(nicMac)),
    /** What it is connected to. */
    source: requiredIn(
      sourced,
      child<NicSource>(nicSource, { in: [...sourced, 'bridge', 'user', 'ethernet', 'vhostuser'] }),
    ),
    /** The virtual LANs it is in. Since libvirt 0.10.0. */
    vlan: child<Vlan>(vlan, { since: '0.10.0' }),
    /** How it registers with the switch. Since libvirt 0.8.2. */
    virtualport: child<Virtualport>(virtualport, {
      in: ['network', 'bridge', 'direct', 'hostdev'],
      since: '0.8.2',
    }),
    /** How fast it may be. Since libvirt 0.9.4. */
    bandwidth: child<Bandwidth>(bandwidth, { since: '0.9.4' }),
    /** Its place at the bridge. Since libvirt 6.1.0. */
    port: child<NicPort>(nicPort, { since: '6.1.0' }),
    /** Its addresses in the guest: of a container, or with passt. Since libvirt 1.2.12. */
    ip: many(child<IpAddress>(ip, { since: '1.2.12' })),
    /** Its routes in the guest, of a container. Since libvirt 1.2.12. */
    route: many(child<IpRoute>(route, { since: '1.2.12' })),
    /** Ports of the host that lead to the guest, with passt. Since libvirt 9.0.0. */
    portForward: many(child<PortForward>(portForward, { since: '9.0.0' })),
    /** A program of the host that connects the card. Since libvirt 0.2.1. */
    script: child<NicScript>(nicScript, { since: '0.2.1' }),
    /** A program of the host that disconnects the card. Since libvirt 6.4.0. */
    downscript: child<NicScript>(nicScript, { since: '6.4.0' }),
    /** The Xen domain that serves it instead of the host. Since libvirt 1.2.13. */
    backenddomain: child<NicBackendDomain>(nicBackendDomain, { since: '1.2.13' }),
    /** The device that appears on the host. */
    target: child<NicTarget>(nicTarget),
    /** The device that appears in a container. Since libvirt 1.2.7. */
    guest: child<NicGuest>(nicGuest, { since: '1.2.7' }),
    /** The emulated card. */
    model: child<NicModel>(nicModel),
    /** Who moves the packets. */
    driver: child<NicDriver>(nicDriver),
    /** The host's half of it: devices, or passt. */
    backend: child<NicBackend>(nicBackend),
    /** The filter that its traffic passes. Since libvirt 0.8.0. */
    filterref: child<Filterref>(filterref, { since: '0.8.0' }),
    /** Settings of its tap device. */
    tune: child<NicTune>(nicTune),
    /** It is one card with another. Since libvirt 6.1.0. */
    teaming: child<Teaming>(teaming, { since: '6.1.0' }),
    /** Its cable, plugged in or not. Since libvirt 0.9.5. */
    link: child<NicLink>(nicLink, { since: '0.9.5' }),
    /** How large packets may be. Since libvirt 3.1.0. */
    mtu: child<Mtu>(mtu, { since: '3.1.0' }),
    /** Packets are gathered before anyone is told; for types `network` and `bridge`. Since libvirt 3.3.0. */
    coalesce: child<Coalesce>(coalesce, { since: '3.3.0' }),
    /** Its place in the boot order. Since libvirt 0.8.8. */
    boot: child<DeviceBoot>(deviceBoot, { since: '0.8.8' }),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** The firmware that boots from it. */
    rom: child<Rom>(rom),
    /** How firmware tables speak of it, for stable names in the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi, { since: '7.3.0' }),
    /** Where the guest sees it; libvirt's choice where it is left out. */
    address: child<Address>(address),
  },
  { by: 'type', page: 'formatdomain.html#network-interfaces' },
)
