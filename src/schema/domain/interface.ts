import {
  integer,
  line,
  macAddress,
  matching,
  oneOf,
  oneOfOrMatching,
  unsigned,
  withSince,
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

/** `<mac>`: the MAC address of a NIC. */
export interface NicMac extends Infer<typeof nicMac> {}

export const nicMac = element(
  'mac',
  {
    /**
     * The MAC address of the NIC: six bytes in hexadecimal. Addresses of QEMU guests usually begin with `52:54:00`, and
     * addresses of Xen guests with `00:16:3e`.
     */
    address: required(attribute(macAddress)),
    /**
     * Whether VMware generates the MAC address of the NIC (`generated`) or uses the address in `address` (`static`).
     * With `static`, VMware also keeps an address from its own range. Since libvirt 6.6.0.
     */
    type: attribute(oneOf('generated static'), { since: '6.6.0' }),
    /** Whether VMware checks that the MAC address of the NIC is in VMware's own range. */
    check: attribute(yesNo),
    /**
     * The MAC address that the guest has set on the NIC. libvirt reports this address while the domain runs. Since libvirt
     * 11.2.0.
     */
    currentAddress: attribute(macAddress, { since: '11.2.0', assigned: true }),
  },
  { lead: 'address', page: 'formatdomain.html#network-interfaces' },
)

/** `<script>` or `<downscript>`: a program on the host that connects or disconnects the NIC. */
export interface NicScript extends Infer<typeof nicScript> {}

const nicScript = element(
  'script',
  {
    /** The path of the program that connects or disconnects the NIC, such as `vif-bridge` or `/etc/qemu-ifup`. */
    path: required(attribute(matching(/.+/, 'a path'))),
  },
  { lead: 'path', page: 'formatdomain.html#generic-ethernet-connection' },
)

/**
 * `<backenddomain>` of a network interface: the Xen driver domain that serves the NIC. By default, the host serves the
 * NIC.
 */
export interface NicBackendDomain extends Infer<typeof nicBackendDomain> {}

const nicBackendDomain = element(
  'backenddomain',
  {
    /** The name of the Xen driver domain that serves the NIC. */
    name: required(attribute(line)),
  },
  {
    lead: 'name',
    page: 'formatdomain.html#setting-up-a-network-backend-in-a-driver-domain',
  },
)

/** `<target>` of a network interface: the network device that libvirt creates on the host. */
export interface NicTarget extends Infer<typeof nicTarget> {}

const nicTarget = element(
  'target',
  {
    /**
     * The name of the network device on the host. libvirt uses names such as `vnet0` for devices that it names itself, so do
     * not use such a name.
     */
    dev: required(attribute(networkDevice)),
    /**
     * Whether libvirt sets up the network device on the host, for type `ethernet`. With `false`, libvirt uses an
     * existing device and does not change the device. Since libvirt 5.7.0.
     */
    managed: attribute(yesNo, { since: '5.7.0' }),
  },
  {
    lead: 'dev',
    // libvirt removes a device name from a definition if it begins with a prefix that libvirt itself uses, such as `vnet`.
    assigned: ({ dev = '', managed }) =>
      managed === undefined && /^(vnet|vif|macvtap|macvlan)\d/.test(dev),
    page: 'formatdomain.html#overriding-the-target-element',
  },
)

/** `<guest>` of a network interface: the network device that a container sees. */
export interface NicGuest extends Infer<typeof nicGuest> {}

const nicGuest = element(
  'guest',
  {
    /** The name of the network device that the container sees. */
    dev: attribute(networkDevice),
    /** The name that the network device has in the running container. libvirt reports this name. */
    actual: attribute(networkDevice, { assigned: true }),
  },
  { lead: 'dev', page: 'formatdomain.html#overriding-the-target-element' },
)

/** `<model>` of a network interface: the NIC hardware that the guest sees. */
export interface NicModel extends Infer<typeof nicModel> {}

const nicModel = element(
  'model',
  {
    /** The NIC model that the guest sees. The hypervisor determines which models are available. */
    type: required(
      attribute(
        withSince(
          oneOfOrMatching(
            'virtio virtio-transitional virtio-non-transitional e1000 e1000e igb rtl8139 ne2k_pci ne2k_isa pcnet i82551 i82557b i82559er netfront usb-net spapr-vlan lan9118 scm91c111 vlance vmxnet vmxnet2 vmxnet3 Am79C970A Am79C973 82540EM 82545EM 82543GC',
            /[a-zA-Z0-9\-_]+/,
          ),
          {
            'virtio-transitional': '5.2.0',
            'virtio-non-transitional': '5.2.0',
            'usb-net': '10.3.0',
          },
        ),
      ),
    ),
  },
  { lead: 'type', page: 'formatdomain.html#setting-the-nic-model' },
)

/** `<tune>` of a network interface: the settings of the NIC's tap device on the host. */
export interface NicTune extends Infer<typeof nicTune> {}

const nicTune = element(
  'tune',
  {
    /** The size of the send buffer of the NIC's tap device on the host, in bytes. Since libvirt 0.8.8. */
    sndbuf: leaf(unsigned, { since: '0.8.8' }),
  },
  { page: 'formatdomain.html#setting-network-backend-specific-options' },
)

/** `<link>` of a network interface: the state of the NIC's virtual cable. */
export interface NicLink extends Infer<typeof nicLink> {}

const nicLink = element(
  'link',
  {
    /** The state of the NIC's virtual cable. `down` means that the cable is unplugged. */
    state: required(attribute(oneOf('up down'))),
  },
  { lead: 'state', page: 'formatdomain.html#modifying-virtual-link-state' },
)

/** `<mtu>`: the maximum transmission unit (MTU) of the NIC. */
export interface Mtu extends Infer<typeof mtu> {}

const mtu = element(
  'mtu',
  {
    /** The size of the largest packet that the NIC can send, in bytes. */
    size: required(attribute(integer(0, 65535))),
  },
  { lead: 'size', page: 'formatdomain.html#mtu-configuration' },
)

/** `<frames>` in `<coalesce>`: the number of packets that the NIC receives per interrupt. */
export interface CoalesceFrames extends Infer<typeof coalesceFrames> {}

const coalesceFrames = element(
  'frames',
  {
    /** The maximum number of packets that the NIC receives before it raises an interrupt on the host. */
    max: attribute(unsigned),
  },
  { lead: 'max', page: 'formatdomain.html#coalesce-settings' },
)

/** `<rx>` in `<coalesce>`: how the NIC's interrupts for received packets are combined. */
export interface CoalesceRx extends Infer<typeof coalesceRx> {}

const coalesceRx = element(
  'rx',
  {
    /** The number of packets that the NIC receives per interrupt. */
    frames: child<CoalesceFrames>(coalesceFrames),
  },
  { page: 'formatdomain.html#coalesce-settings' },
)

/** `<coalesce>`: interrupt coalescing, with which the NIC raises one interrupt on the host for several packets. */
export interface Coalesce extends Infer<typeof coalesce> {}

const coalesce = element(
  'coalesce',
  {
    /** How the NIC's interrupts for received packets are combined. */
    rx: child<CoalesceRx>(coalesceRx),
  },
  { page: 'formatdomain.html#coalesce-settings' },
)

/** `<port>` of a network interface: the settings of the bridge port to which the NIC is connected. */
export interface NicPort extends Infer<typeof nicPort> {}

const nicPort = element(
  'port',
  {
    /** Whether the bridge blocks traffic between this NIC and other isolated ports of the bridge. Default: no. */
    isolated: attribute(yesNo, { default: 'no' }),
  },
  { page: 'formatdomain.html#isolating-guests-network-traffic-from-each-other' },
)

// The interface types that require a source.
const TYPES_WITH_SOURCE = 'network direct hostdev vdpa mcast server client udp internal vds'.split(
  ' ',
)

/** `<interface>`: a network interface (NIC) of the guest. */
export interface Nic extends Infer<typeof nic> {}

export const nic = element(
  'interface',
  {
    /** How the NIC is connected on the host, for example to a libvirt network (`network`) or to a bridge (`bridge`). */
    type: required(
      attribute(
        withSince(
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
    /**
     * Whether libvirt detaches the NIC's device from the host when the guest starts, and reattaches it when the guest
     * stops. For type `hostdev`. Default: no.
     */
    managed: attribute(yesNo, { in: ['hostdev'], default: 'no' }),
    /**
     * Whether the host applies the changes that the guest makes to the MAC address and the receive filters of the NIC.
     * For type `direct`. Default: no. Since libvirt 1.2.10.
     */
    trustGuestRxFilters: attribute(yesNo, { since: '1.2.10', default: 'no' }),
    /** The MAC address of the NIC. If omitted, vmc generates an address that is the same in every build. */
    mac: filled(child<NicMac>(nicMac)),
    /** The network or device to which the NIC is connected. */
    source: requiredIn(
      TYPES_WITH_SOURCE,
      child<NicSource>(nicSource, {
        in: [...TYPES_WITH_SOURCE, 'bridge', 'user', 'ethernet', 'vhostuser'],
      }),
    ),
    /** The VLANs that the NIC belongs to. Since libvirt 0.10.0. */
    vlan: child<Vlan>(vlan, { since: '0.10.0' }),
    /** How the NIC registers with the switch that it is connected to. Since libvirt 0.8.2. */
    virtualport: child<Virtualport>(virtualport, {
      in: ['network', 'bridge', 'direct', 'hostdev'],
      since: '0.8.2',
    }),
    /** The bandwidth limits of the NIC. Since libvirt 0.9.4. */
    bandwidth: child<Bandwidth>(bandwidth, { since: '0.9.4' }),
    /** The settings of the bridge port to which the NIC is connected. Since libvirt 6.1.0. */
    port: child<NicPort>(nicPort, { since: '6.1.0' }),
    /** The IP addresses that the NIC has in the guest, for containers or with passt. Since libvirt 1.2.12. */
    ip: many(child<IpAddress>(ip, { since: '1.2.12' })),
    /** The IP routes of the NIC in the guest, for containers. Since libvirt 1.2.12. */
    route: many(child<IpRoute>(route, { since: '1.2.12' })),
    /** The host ports that passt forwards to the guest. Since libvirt 9.0.0. */
    portForward: many(child<PortForward>(portForward, { since: '9.0.0' })),
    /** A program on the host that connects the NIC. Since libvirt 0.2.1. */
    script: child<NicScript>(nicScript, { since: '0.2.1' }),
    /** A program on the host that disconnects the NIC. Since libvirt 6.4.0. */
    downscript: child<NicScript>(nicScript, { since: '6.4.0' }),
    /** The Xen driver domain that serves the NIC. By default, the host serves the NIC. Since libvirt 1.2.13. */
    backenddomain: child<NicBackendDomain>(nicBackendDomain, { since: '1.2.13' }),
    /** The network device that libvirt creates on the host for the NIC. */
    target: child<NicTarget>(nicTarget),
    /** The network device that a container sees. Since libvirt 1.2.7. */
    guest: child<NicGuest>(nicGuest, { since: '1.2.7' }),
    /** The NIC hardware that the guest sees. */
    model: child<NicModel>(nicModel),
    /** The backend that transfers the packets of the NIC. */
    driver: child<NicDriver>(nicDriver),
    /** The devices or the program (passt) on the host that the NIC uses. */
    backend: child<NicBackend>(nicBackend),
    /** The network filter for the traffic of the NIC. Since libvirt 0.8.0. */
    filterref: child<Filterref>(filterref, { since: '0.8.0' }),
    /** The settings of the NIC's tap device on the host. */
    tune: child<NicTune>(nicTune),
    /**
     * The pairing of the NIC with another NIC, so that the guest keeps its network connection during a migration. Since
     * libvirt 6.1.0.
     */
    teaming: child<Teaming>(teaming, { since: '6.1.0' }),
    /** The state of the NIC's virtual cable. Since libvirt 0.9.5. */
    link: child<NicLink>(nicLink, { since: '0.9.5' }),
    /** The maximum transmission unit (MTU) of the NIC. Since libvirt 3.1.0. */
    mtu: child<Mtu>(mtu, { since: '3.1.0' }),
    /**
     * Interrupt coalescing: the NIC raises one interrupt on the host for several packets. For types `network` and
     * `bridge`. Since libvirt 3.3.0.
     */
    coalesce: child<Coalesce>(coalesce, { since: '3.3.0' }),
    /** The position of the NIC in the boot order. Since libvirt 0.8.8. */
    boot: child<DeviceBoot>(deviceBoot, { since: '0.8.8' }),
    /** The name that libvirt and QEMU use for the NIC. */
    alias: child<Alias>(alias),
    /** The option ROM of the NIC, from which the guest can boot. */
    rom: child<Rom>(rom),
    /** How ACPI tables describe the NIC to the guest, for predictable names. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi, { since: '7.3.0' }),
    /** The address of the NIC in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { variantBy: 'type', page: 'formatdomain.html#network-interfaces' },
)
