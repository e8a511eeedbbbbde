import { absolutePath, oneOf, text, unsigned } from './codec.ts'
import { type Alias, alias } from './device.ts'
import { attribute, child, element, type Infer, many, required } from './element.ts'

/** `<source>` of a character device: the end on the host. */
export interface ChardevSource extends Infer<typeof chardevSource> {}

export const chardevSource = element(
  'source',
  {
    /** `connect` calls, `bind` waits to be called. Of the two sources of `udp`, `bind` receives and `connect` sends. */
    mode: attribute(oneOf('connect bind'), { in: ['tcp', 'udp', 'unix'] }),
    /** The path of the file, device, pseudo terminal or socket on the host. */
    path: attribute(text, { in: ['file', 'dev', 'pty', 'unix'] }),
    /** The name or address to connect to or to wait at. */
    host: attribute(text, { in: ['tcp', 'udp'] }),
    /** The port, or the name of a service. */
    service: attribute(text, { in: ['tcp', 'udp'] }),
  },
  { by: '../type', page: 'formatdomain.html#host-interface' },
)

/** `<protocol>` of a TCP character device. */
export interface ChardevProtocol extends Infer<typeof chardevProtocol> {}

export const chardevProtocol = element(
  'protocol',
  {
    /** `raw` bytes, or the `telnet` protocol. */
    type: attribute(oneOf('raw telnet')),
  },
  { lead: 'type', page: 'formatdomain.html#tcp-client-server' },
)

/** `<target>` of a character device: the end in the guest. */
export interface ChardevTarget extends Infer<typeof chardevTarget> {}

export const chardevTarget = element(
  'target',
  {
    /** The number of the port in the guest. */
    port: attribute(unsigned),
  },
  { lead: 'port', page: 'formatdomain.html#guest-interface' },
)

/** `<serial>`, `<parallel>` or `<console>`: a character device. */
export interface Chardev extends Infer<typeof chardev> {}

export const chardev = element(
  'serial',
  {
    /** What is at the host's end. */
    type: required(attribute(oneOf('stdio file vc null pty dev tcp udp unix'))),
    /** The terminal of a `pty`, once more, for old readers; libvirt writes it. */
    tty: attribute(absolutePath, { in: ['pty'] }),
    /** The end on the host. Only `udp` has two. */
    source: many(child<ChardevSource>(chardevSource)),
    /** What is spoken over TCP. */
    protocol: child<ChardevProtocol>(chardevProtocol, { in: ['tcp'], was: 'wiremode' }),
    /** The end in the guest. */
    target: child<ChardevTarget>(chardevTarget),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
  },
  { by: 'type', page: 'formatdomain.html#consoles-serial-parallel-channel-devices' },
)
