import { absolutePath, matching, oneOf, onOff, positive, withSince, yesNo } from '../core/codec.ts'
import { allIn, atMostOne, attribute, child, element, type Infer } from '../core/element.ts'
import { virtioOptions } from './device.ts'
import { plainName } from './disk-secret.ts'

const page = 'formatdomain.html#setting-nic-driver-specific-options'

/**
 * `<host>` in the driver of a NIC: the offload options of the host. With offloading, the host does a part of the
 * guest's packet processing. QEMU chooses the defaults. Most options are on by default.
 */
export interface HostOffloads extends Infer<typeof hostOffloads> {}

const hostOffloads = element(
  'host',
  {
    /** Whether the host computes checksums for packets that the guest sends. */
    csum: attribute(onOff),
    /** Whether the host accepts large packets of any kind from the guest and splits them into segments. */
    gso: attribute(onOff),
    /** Whether the host accepts large TCP packets over IPv4 from the guest and splits them into segments. */
    tso4: attribute(onOff),
    /** Whether the host accepts large TCP packets over IPv6 from the guest and splits them into segments. */
    tso6: attribute(onOff),
    /**
     * Whether the host accepts large TCP packets with congestion notification (ECN) from the guest and splits them into
     * segments.
     */
    ecn: attribute(onOff),
    /** Whether the host accepts large UDP packets from the guest and splits them into fragments. */
    ufo: attribute(onOff),
    /** Whether a packet that the guest receives can span several buffers of the guest. Since libvirt 1.2.13. */
    mrg_rxbuf: attribute(onOff, { since: '1.2.13' }),
  },
  { page },
)

/**
 * `<guest>` in the driver of a NIC: the offload options of the guest. They set which packets the guest accepts without
 * a checksum or in large size. QEMU chooses the defaults. Most options are on by default.
 */
export interface GuestOffloads extends Infer<typeof guestOffloads> {}

const guestOffloads = element(
  'guest',
  {
    /** Whether the guest accepts packets without checksums from the host. */
    csum: attribute(onOff),
    /** Whether the guest accepts large TCP packets over IPv4 from the host. */
    tso4: attribute(onOff),
    /** Whether the guest accepts large TCP packets over IPv6 from the host. */
    tso6: attribute(onOff),
    /** Whether the guest accepts large TCP packets with congestion notification (ECN) from the host. */
    ecn: attribute(onOff),
    /** Whether the guest accepts large UDP packets from the host. */
    ufo: attribute(onOff),
  },
  { page },
)

const VIRTIO_BACKENDS = ['qemu', 'vhost']

// The attributes and child elements of <driver> that only a virtio NIC can have. A <driver> with any of them cannot have
// `model` and `iommufd`, which are for host devices that are assigned to the guest.
const VIRTIO_SETTINGS = [
  ...['txmode', 'ioeventfd', 'event_idx', 'queues', 'rx_queue_size', 'tx_queue_size', 'rss'],
  ...['rss_hash_report', ...Object.keys(virtioOptions), 'host', 'guest'],
]

/** `<driver>` of a network interface: the backend that transfers the packets of the NIC. */
export interface NicDriver extends Infer<typeof nicDriver> {}

export const nicDriver = element(
  'driver',
  {
    /**
     * The backend of a virtio NIC: the host's kernel (`vhost`, the default if available) or QEMU (`qemu`). Supported
     * since libvirt 0.8.8. For a NIC of type `hostdev`, it is the method of device assignment, usually `vfio`, since
     * libvirt 1.0.5.
     */
    name: attribute(withSince(oneOf('qemu vhost kvm vfio xen'), { kvm: '1.0.5', vfio: '1.0.5' })),
    /**
     * The name of the host's VFIO driver for the assigned NIC, such as `vfio-pci-igb`. Default: the best driver for the
     * device. Since libvirt 10.0.0.
     */
    model: attribute(plainName, { in: ['kvm', 'vfio', 'xen'], since: '10.0.0' }),
    /**
     * Whether the assigned NIC accesses memory through IOMMUFD. Default: the `<iommufd>` setting of the domain. Since
     * libvirt 12.1.0.
     */
    iommufd: attribute(yesNo, { in: ['kvm', 'vfio', 'xen'], since: '12.1.0' }),
    /**
     * How QEMU sends the guest's packets when the NIC's transmit queue is full: in an I/O thread (`iothread`), or when
     * a timer expires (`timer`). Since libvirt 0.8.8.
     */
    txmode: attribute(oneOf('iothread timer'), { in: VIRTIO_BACKENDS, since: '0.8.8' }),
    /** Whether a separate thread handles the I/O of the NIC while the guest continues. Since libvirt 0.9.3. */
    ioeventfd: attribute(onOff, { in: VIRTIO_BACKENDS, since: '0.9.3' }),
    /**
     * Whether the guest and the host avoid unnecessary virtio notifications of the NIC. The hypervisor's default is
     * usually best. Since libvirt 0.9.5.
     */
    event_idx: attribute(onOff, { in: VIRTIO_BACKENDS, since: '0.9.5' }),
    /**
     * The number of queues of the NIC. With several queues, several vCPUs can process packets in parallel. Since libvirt
     * 1.0.6.
     */
    queues: attribute(positive, { in: VIRTIO_BACKENDS, since: '1.0.6' }),
    /**
     * The number of packets that fit in a receive queue of the NIC. QEMU supports 256, 512 and 1024. Since libvirt
     * 2.3.0.
     */
    rx_queue_size: attribute(positive, { in: VIRTIO_BACKENDS, since: '2.3.0' }),
    /**
     * The number of packets that fit in a transmit queue of the NIC. QEMU supports 256, 512 and 1024, and only for
     * vhost-user. Since libvirt 3.7.0.
     */
    tx_queue_size: attribute(positive, { in: VIRTIO_BACKENDS, since: '3.7.0' }),
    /**
     * Whether QEMU distributes received packets over the queues of the NIC by connection (receive-side scaling). Since
     * libvirt 8.3.0.
     */
    rss: attribute(onOff, { in: VIRTIO_BACKENDS, since: '8.3.0' }),
    /** Whether QEMU reports the hash of each received packet to the guest. Since libvirt 8.3.0. */
    rss_hash_report: attribute(onOff, { in: VIRTIO_BACKENDS, since: '8.3.0' }),
    ...allIn(VIRTIO_BACKENDS, virtioOptions),
    /**
     * The offload options of the host, which set the part of the guest's packet processing that the host does. Since
     * libvirt 1.2.9.
     */
    host: child<HostOffloads>(hostOffloads, { in: VIRTIO_BACKENDS, since: '1.2.9' }),
    /**
     * The offload options of the guest, which set the packets that the guest accepts without a checksum or in large
     * size. Since libvirt 1.2.9.
     */
    guest: child<GuestOffloads>(guestOffloads, { in: VIRTIO_BACKENDS, since: '1.2.9' }),
  },
  {
    lead: 'name',
    variantBy: 'name',
    choices: [atMostOne(['model', 'iommufd'], VIRTIO_SETTINGS)],
    page,
  },
)

const hostName = matching(/[a-zA-Z0-9.-]+/, 'letters, digits, "." and "-"')

/** `<backend>` of a network interface: the devices or the program on the host that the NIC uses. */
export interface NicBackend extends Infer<typeof nicBackend> {}

export const nicBackend = element(
  'backend',
  {
    /**
     * The network backend of a NIC with type `user` or `vhostuser`: `passt`, or the backend built into QEMU
     * (`default`). Since libvirt 9.0.0.
     */
    type: attribute(withSince(oneOf('default passt'), { default: '9.0.0' }), { since: '9.0.0' }),
    /**
     * The absolute path of the host device with which the tap device of the NIC is created. Default: `/dev/net/tun`.
     * Since libvirt 1.2.9.
     */
    tap: attribute(absolutePath, { since: '1.2.9' }),
    /**
     * The absolute path of the kernel's vhost device that the NIC uses. Default: `/dev/vhost-net`. Since libvirt 1.2.9.
     */
    vhost: attribute(absolutePath, { since: '1.2.9' }),
    /** The absolute path of the file to which passt writes its log. Since libvirt 9.0.0. */
    logFile: attribute(absolutePath, { since: '9.0.0' }),
    /** The host name that passt assigns to the guest through DHCP. Since libvirt 11.8.0. */
    hostname: attribute(hostName, { since: '11.8.0' }),
    /** The fully qualified host name that passt assigns to the guest through DHCP. Since libvirt 11.8.0. */
    fqdn: attribute(hostName, { since: '11.8.0' }),
  },
  { lead: 'type', page: 'formatdomain.html#setting-network-backend-specific-options' },
)
