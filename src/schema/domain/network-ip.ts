import { integer, ipAddress, ipv4Address, matching, oneOf, unsigned, yesNo } from '../core/codec.ts'
import {
  atMostOne,
  attribute,
  child,
  element,
  type Infer,
  many,
  required,
} from '../core/element.ts'

/** The name of a network device of the host, or its path. */
export const networkDevice = matching(
  /[a-zA-Z0-9_.\-\\:/]+/,
  'the name of a network device, as "eth0"',
)

/** A port of TCP or UDP; libvirt takes -1 for none in particular. */
export const portNumber = integer(-1, 65535, 'a port from 1 to 65535')

const family = oneOf('ipv4 ipv6')
const prefix = integer(0, 128, 'the length of a prefix, from 0 to 32 for IPv4 and to 128 for IPv6')

/** `<ip>`: an address of a network device. */
export interface IpAddress extends Infer<typeof ip> {}

export const ip = element(
  'ip',
  {
    /** The address, IPv4 or IPv6. */
    address: required(attribute(ipAddress)),
    /** Which of the two it is; told by the address where it is left out. */
    family: attribute(family),
    /** How many bits of it are the network's; what its class says for IPv4 and 64 for IPv6 where it is left out. */
    prefix: attribute(prefix),
    /** The address of the other end, where the device joins two points. Since libvirt 2.1.0. */
    peer: attribute(ipAddress, { since: '2.1.0' }),
  },
  { lead: 'address', page: 'formatdomain.html#ip-configuration' },
)

/** `<route>`: a way to a network that is not next door. */
export interface IpRoute extends Infer<typeof route> {}

export const route = element(
  'route',
  {
    /** `ipv4` or `ipv6`; told by the address where it is left out. */
    family: attribute(family),
    /** The address of the network; without it, everywhere else, which QEMU has with passt. Optional since libvirt 12.2.0. */
    address: attribute(ipAddress, { optionalSince: '12.2.0' }),
    /** How many bits of it are the network's. Instead of `netmask`. */
    prefix: attribute(prefix),
    /** The mask that says the same of an IPv4 network, as `255.255.255.0`. Instead of `prefix`. */
    netmask: attribute(ipv4Address),
    /** The address of the neighbour that knows the way. */
    gateway: required(attribute(ipAddress)),
    /** What the way costs; the cheapest of several is taken. */
    metric: attribute(unsigned),
  },
  {
    choices: [atMostOne('prefix', 'netmask')],
    page: 'formatdomain.html#ip-configuration',
  },
)

/** `<range>` of a `<portForward>`: one port, or several in a row. */
export interface PortRange extends Infer<typeof portRange> {}

const portRange = element(
  'range',
  {
    /** The first port of the host. */
    start: required(attribute(portNumber)),
    /** The last port of the host; the first where it is left out. */
    end: attribute(portNumber),
    /** The port of the guest that the first one leads to, the next to the next; the same port where it is left out. */
    to: attribute(portNumber),
    /** These ports are not forwarded, though another range holds them. */
    exclude: attribute(yesNo),
  },
  { lead: 'start', page: 'formatdomain.html#userspace-connection-using-passt' },
)

/** `<portForward>`: ports of the host that lead to the guest. */
export interface PortForward extends Infer<typeof portForward> {}

export const portForward = element(
  'portForward',
  {
    /** The protocol. */
    proto: required(attribute(oneOf('tcp udp'))),
    /** The address of the host that is listened on; every one where it is left out. */
    address: attribute(ipAddress),
    /** The device of the host that is listened on; every one where it is left out. */
    dev: attribute(networkDevice),
    /** The ports; all of them where there is none. */
    range: many(child<PortRange>(portRange)),
  },
  { page: 'formatdomain.html#userspace-connection-using-passt' },
)
