import { absolutePath, matching, newer, oneOf, onOff, positive, yesNo } from '../core/codec.ts'
import { allIn, atMostOne, attribute, child, element, type Infer } from '../core/element.ts'
import { virtioOptions } from './device.ts'
import { plainName } from './disk-secret.ts'

const page = 'formatdomain.html#setting-nic-driver-specific-options'

/** `<host>` of a card's driver: what the host spares the guest; QEMU's choice, mostly all, where it is left out. */
export interface HostOffloads extends Infer<typeof hostOffloads> {}

const hostOffloads = element(
  'host',
  {
    /** Checksums that the guest has left out. */
    csum: attribute(onOff),
    /** Large packets of any kind, cut by the host. */
    gso: attribute(onOff),
    /** Large TCP packets over IPv4. */
    tso4: attribute(onOff),
    /** Large TCP packets over IPv6. */
    tso6: attribute(onOff),
    /** Large TCP packets with congestion notices. */
    ecn: attribute(onOff),
    /** Large UDP packets. */
    ufo: attribute(onOff),
    /** Several buffers of the guest may hold one packet. Since libvirt 1.2.13. */
    mrg_rxbuf: attribute(onOff, { since: '1.2.13' }),
  },
  { page },
)

/** `<guest>` of a card's driver: what the guest takes as it is; QEMU's choice, mostly all, where it is left out. */
export interface GuestOffloads extends Infer<typeof guestOffloads> {}

const guestOffloads = element(
  'guest',
  {
    /** Packets without checksums. */
    csum: attribute(onOff),
    /** Large TCP packets over IPv4. */
    tso4: attribute(onOff),
    /** Large TCP packets over IPv6. */
    tso6: attribute(onOff),
    /** Large TCP packets with congestion notices. */
    ecn: attribute(onOff),
    /** Large UDP packets. */
    ufo: attribute(onOff),
  },
  { page },
)

const virtio = ['qemu', 'vhost']

// What there is beside `model`: it stands in other drivers, though neither is named.
const tuning = [
  ...['txmode', 'ioeventfd', 'event_idx', 'queues', 'rx_queue_size', 'tx_queue_size', 'rss'],
  ...['rss_hash_report', ...Object.keys(virtioOptions), 'host', 'guest'],
]

/** `<driver>` of a network interface: who moves the packets. */
export interface NicDriver extends Infer<typeof nicDriver> {}

export const nicDriver = element(
  'driver',
  {
    /**
     * Of a virtio card: the kernel (`vhost`, its choice where it can) or QEMU itself (`qemu`), since 0.8.8. Of a device of
     * the host: how it is handed over, mostly `vfio`, since 1.0.5.
     */
    name: attribute(newer(oneOf('qemu vhost kvm vfio xen'), { kvm: '1.0.5', vfio: '1.0.5' })),
    /** The host's driver for a device that is handed over, as `vfio-pci-igb`; the best that there is where it is left out. Since libvirt 10.0.0. */
    model: attribute(plainName, { in: ['kvm', 'vfio', 'xen'], since: '10.0.0' }),
    /** Whether a device that is handed over reaches memory through IOMMUFD; as the domain's `<iommufd>` if it is missing. Since libvirt 12.1.0. */
    iommufd: attribute(yesNo, { in: ['kvm', 'vfio', 'xen'], since: '12.1.0' }),
    /** What happens when the guest sends more than goes: a thread waits (`iothread`), or a `timer` does. Since libvirt 0.8.8. */
    txmode: attribute(oneOf('iothread timer'), { in: virtio, since: '0.8.8' }),
    /** The guest runs on while a thread does its input and output. Since libvirt 0.9.3. */
    ioeventfd: attribute(onOff, { in: virtio, since: '0.9.3' }),
    /** Fewer interrupts, by saying from which event on they are wanted; mostly on. Since libvirt 0.9.5. */
    event_idx: attribute(onOff, { in: virtio, since: '0.9.5' }),
    /** The number of queues, so that several CPUs move packets. Since libvirt 1.0.6. */
    queues: attribute(positive, { in: virtio, since: '1.0.6' }),
    /** The packets that a queue holds on the way in; QEMU takes 256, 512 and 1024. Since libvirt 2.3.0. */
    rx_queue_size: attribute(positive, { in: virtio, since: '2.3.0' }),
    /** The packets that a queue holds on the way out; QEMU takes 256, 512 and 1024, for vhost-user. Since libvirt 3.7.0. */
    tx_queue_size: attribute(positive, { in: virtio, since: '3.7.0' }),
    /** Packets are spread over the queues by who speaks with whom. Since libvirt 8.3.0. */
    rss: attribute(onOff, { in: virtio, since: '8.3.0' }),
    /** The guest is told the number by which packets are spread. Since libvirt 8.3.0. */
    rss_hash_report: attribute(onOff, { in: virtio, since: '8.3.0' }),
    ...allIn(virtio, virtioOptions),
    /** What the host spares the guest. Since libvirt 1.2.9. */
    host: child<HostOffloads>(hostOffloads, { in: virtio, since: '1.2.9' }),
    /** What the guest takes as it is. Since libvirt 1.2.9. */
    guest: child<GuestOffloads>(guestOffloads, { in: virtio, since: '1.2.9' }),
  },
  { lead: 'name', by: 'name', choices: [atMostOne(['model', 'iommufd'], tuning)], page },
)

const hostName = matching(/[a-zA-Z0-9.-]+/, 'letters, digits, "." and "-"')

/** `<backend>` of a network interface: the host's half of it. */
export interface NicBackend extends Infer<typeof nicBackend> {}

export const nicBackend = element(
  'backend',
  {
    /** Of types `user` and `vhostuser`: `passt`, or what QEMU has itself. Since libvirt 9.0.0. */
    type: attribute(newer(oneOf('default passt'), { default: '9.0.0' }), { since: '9.0.0' }),
    /** The absolute path of the device that makes tap devices; `/dev/net/tun` where it is left out. Since libvirt 1.2.9. */
    tap: attribute(absolutePath, { since: '1.2.9' }),
    /** The absolute path of the kernel's device; `/dev/vhost-net` where it is left out. Since libvirt 1.2.9. */
    vhost: attribute(absolutePath, { since: '1.2.9' }),
    /** The absolute path of a file in which passt says what it does. Since libvirt 9.0.0. */
    logFile: attribute(absolutePath, { since: '9.0.0' }),
    /** The host name that passt gives the guest over DHCP. Since libvirt 11.8.0. */
    hostname: attribute(hostName, { since: '11.8.0' }),
    /** The fully qualified host name that passt gives the guest over DHCP. Since libvirt 11.8.0. */
    fqdn: attribute(hostName, { since: '11.8.0' }),
  },
  { lead: 'type', page: 'formatdomain.html#setting-network-backend-specific-options' },
)
