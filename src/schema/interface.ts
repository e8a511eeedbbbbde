import { integer, macAddress, matching, oneOf, suggest, text } from './codec.ts'
import { type Alias, alias } from './device.ts'
import { attribute, child, element, filled, type Infer, required, requiredIn } from './element.ts'

/** `<mac>`: the address of a network card. */
export interface NicMac extends Infer<typeof nicMac> {}

export const nicMac = element(
  'mac',
  {
    /** Six bytes in hexadecimal; QEMU's cards begin with `52:54:00`, Xen's with `00:16:3e`. */
    address: required(attribute(macAddress)),
  },
  { lead: 'address', page: 'formatdomain.html#network-interfaces' },
)

/** `<source>` of a network interface: what it is connected to. */
export interface NicSource extends Infer<typeof nicSource> {}

export const nicSource = element(
  'source',
  {
    /** The name of a virtual network, for type `network`. */
    network: requiredIn(['network'], attribute(text)),
    /** The name of a bridge of the host, for type `bridge`. */
    bridge: requiredIn(
      ['bridge'],
      attribute(matching(/[a-zA-Z0-9_.\-\\:/ ]*/, 'the name of a bridge, as "br0"')),
    ),
    /** The IPv4 address, for types `mcast` (a multicast address), `server` and `client`. */
    address: attribute(
      matching(
        /(?:(?:25[0-5]|2[0-4]\d|1\d{2}|[1-9]\d|\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d{2}|[1-9]\d|\d)/,
        'an IPv4 address, as "192.168.0.1"',
      ),
      { in: ['mcast', 'server', 'client'] },
    ),
    /** The port, for types `mcast`, `server` and `client`. */
    port: requiredIn(
      ['mcast', 'server', 'client'],
      attribute(integer(-1, 65535, 'a port from 1 to 65535')),
    ),
  },
  { by: '../type', page: 'formatdomain.html#network-interfaces' },
)

/** `<script>`: a program of the host that connects the card. */
export interface NicScript extends Infer<typeof nicScript> {}

export const nicScript = element(
  'script',
  {
    /** The path of the program, such as `vif-bridge` or `/etc/qemu-ifup`. */
    path: required(attribute(matching(/.+/, 'a path'))),
  },
  { lead: 'path', page: 'formatdomain.html#generic-ethernet-connection' },
)

/** `<target>` of a network interface: the device that appears on the host. */
export interface NicTarget extends Infer<typeof nicTarget> {}

export const nicTarget = element(
  'target',
  {
    /** The name of the host's device; `vnet0`, `vnet1` … are for libvirt to choose. */
    dev: attribute(matching(/[a-zA-Z0-9_.\-\\:/]+/, 'the name of a network device, as "tap0"')),
  },
  { lead: 'dev', page: 'formatdomain.html#overriding-the-target-element' },
)

/** `<model>` of a network interface: the emulated card. */
export interface NicModel extends Infer<typeof nicModel> {}

export const nicModel = element(
  'model',
  {
    /** The card the guest sees; which ones there are is the hypervisor's business. */
    type: required(
      attribute(
        suggest(
          'virtio e1000 e1000e rtl8139 ne2k_pci ne2k_isa pcnet i82551 i82557b i82559er',
          'netfront',
        ),
      ),
    ),
  },
  { lead: 'type', page: 'formatdomain.html#setting-the-nic-model' },
)

/** `<interface>`: a network card of the guest. */
export interface Nic extends Infer<typeof nic> {}

export const nic = element(
  'interface',
  {
    /** How the card is connected. */
    type: required(attribute(oneOf('network bridge user ethernet mcast server client'))),
    /** The card's address. Filled in, the same at every build, where it is left out. */
    mac: filled(child<NicMac>(nicMac)),
    /** What it is connected to. */
    source: child<NicSource>(nicSource),
    /** A program of the host that connects the card. */
    script: child<NicScript>(nicScript),
    /** The device that appears on the host. */
    target: child<NicTarget>(nicTarget),
    /** The emulated card. */
    model: child<NicModel>(nicModel),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
  },
  { by: 'type', page: 'formatdomain.html#network-interfaces' },
)
