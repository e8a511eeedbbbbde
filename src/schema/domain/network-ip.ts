import { integer, ipAddress, ipv4Address, matching, oneOf, positive, yesNo } from '../core/codec.ts'
import {
  atMostOne,
  attribute,
  child,
  element,
  type Infer,
  many,
  required,
} from '../core/element.ts'

/** A codec for the name or path of a network device on the host. */
export const networkDevice = matching(
  /[a-zA-Z0-9_.\-\\:/]+/,
  'the name of a network device, such as "eth0"',
)

/** A codec for a TCP or UDP port. libvirt also accepts -1, which means that no port is set. */
export const portNumber = integer(-1, 65535, 'a port from 1 to 65535')

const addressFamily = oneOf('ipv4 ipv6')
const prefixLength = integer(0, 128, 'a prefix length, from 0 to 32 for IPv4 or to 128 for IPv6')

/** `<ip>`: an IP address of a NIC, or of a container's network device. */
export interface IpAddress extends Infer<typeof ip> {}

export const ip = element(
  'ip',
  {
    /** The IPv4 or IPv6 address of the network device. */
    address: required(attribute(ipAddress)),
    /** The family of the network device's IP address, `ipv4` or `ipv6`. Default: the family of `address`. */
    family: attribute(addressFamily),
    /**
     * The number of bits in the prefix of the network device's address. Default: the prefix of the address class for
     * IPv4, 64 for IPv6.
     */
    prefix: attribute(prefixLength),
    /** The IP address of the remote end of a point-to-point network device. Since libvirt 2.1.0. */
    peer: attribute(ipAddress, { since: '2.1.0' }),
  },
  { lead: 'address', page: 'formatdomain.html#ip-configuration' },
)

/** `<route>`: an IP route of a network device. */
export interface IpRoute extends Infer<typeof route> {}

export const route = element(
  'route',
  {
    /** The address family of the IP route, `ipv4` or `ipv6`. Default: the family of `address`. */
    family: attribute(addressFamily),
    /**
     * The address of the IP route's destination network. A route without an address is the default route. QEMU supports
     * a default route only with passt. Optional since libvirt 12.2.0.
     */
    address: attribute(ipAddress, { optionalSince: '12.2.0' }),
    /** The length of the destination network's prefix, in bits. Cannot be combined with `netmask`. */
    prefix: attribute(prefixLength),
    /** The network mask of an IPv4 destination network, such as `255.255.255.0`. Cannot be combined with `prefix`. */
    netmask: attribute(ipv4Address),
    /** The IP address of the gateway through which the route leads. */
    gateway: required(attribute(ipAddress)),
    /**
     * The cost of the IP route. If several routes lead to the same destination, the route with the lowest cost is used.
     */
    metric: attribute(positive),
  },
  {
    choices: [atMostOne('prefix', 'netmask')],
    page: 'formatdomain.html#ip-configuration',
  },
)

/** `<range>` of a `<portForward>`: one host port or a range of host ports that are forwarded to the guest. */
export interface PortRange extends Infer<typeof portRange> {}

const portRange = element(
  'range',
  {
    /** The first host port of the range that is forwarded to the guest. */
    start: required(attribute(portNumber)),
    /** The last host port of the range that is forwarded to the guest. Default: `start`. */
    end: attribute(portNumber),
    /**
     * The guest port to which the host port `start` is forwarded. The following host ports are forwarded to the
     * following guest ports. Default: the same number as the host port.
     */
    to: attribute(portNumber),
    /** Whether the host ports of this range are excluded from forwarding, even if another range includes them. */
    exclude: attribute(yesNo),
  },
  { lead: 'start', page: 'formatdomain.html#userspace-connection-using-passt' },
)

/** `<portForward>`: host ports that are forwarded to the guest. */
export interface PortForward extends Infer<typeof portForward> {}

export const portForward = element(
  'portForward',
  {
    /** The protocol of the ports that are forwarded to the guest, TCP or UDP. */
    proto: required(attribute(oneOf('tcp udp'))),
    /** The host address on which passt listens for connections to the forwarded ports. Default: all addresses. */
    address: attribute(ipAddress),
    /** The host network device on which passt listens for connections to the forwarded ports. Default: all devices. */
    dev: attribute(networkDevice),
    /** The host ports that are forwarded to the guest. Default: all ports. */
    range: many(child<PortRange>(portRange)),
  },
  { page: 'formatdomain.html#userspace-connection-using-passt' },
)
