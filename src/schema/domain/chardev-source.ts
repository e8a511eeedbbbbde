import { absolutePath, anyOf, newer, oneOf, onOff, port, text, yesNo } from '../core/codec.ts'
import {
  type Assigned,
  attribute,
  child,
  element,
  type Infer,
  many,
  required,
} from '../core/element.ts'
import { type Reconnect, reconnect } from './reconnect.ts'
import { type DeviceSeclabel, deviceSeclabel } from './seclabel.ts'
import { type Clipboard, clipboard, type MouseMode, mouseMode } from './spice-agent.ts'

/** What can be at the host's end of a character device. */
export const chardevType = newer(
  oneOf('dev file pipe unix tcp udp null stdio vc pty spicevmc spiceport nmdm qemu-vdagent dbus'),
  {
    spicevmc: '0.8.8',
    spiceport: '1.2.2',
    nmdm: '1.2.4',
    'qemu-vdagent': '8.4.0',
    dbus: '8.4.0',
  },
)

// The pseudo terminal and the socket of a guest that runs.
const isChosen: Assigned = ({ path = '', mode }, { type }) =>
  type === 'pty'
    ? /^\/dev\/pts\/\d+$/.test(path)
    : type === 'unix' && mode === 'bind' && /\/libvirt\/qemu\/(run\/)?channel\//.test(path)

/** `<source>` of a character device: the end on the host. */
export interface ChardevSource extends Infer<typeof chardevSource> {}

export const chardevSource = element(
  'source',
  {
    /** `connect` calls, `bind` waits to be called. Of the two sources of `udp`, `bind` receives and `connect` sends. */
    mode: attribute(oneOf('connect bind'), { assigned: isChosen }),
    /**
     * The path of the file, device, named pipe, pseudo terminal or socket on the host. Of a pseudo terminal, and of the
     * socket of a virtio channel, libvirt chooses it where it is left out.
     */
    path: attribute(text, { assigned: isChosen }),
    /** What the file holds is kept when the guest starts again; it is emptied where this is left out. Since libvirt 1.3.1. */
    append: attribute(onOff, { since: '1.3.1' }),
    /** The name or address to connect to or to wait at. */
    host: attribute(text),
    /** The port, or the name of a service. */
    service: attribute(anyOf(port, text)),
    /** The connection is encrypted with TLS; the host's configuration decides where this is left out. Since libvirt 2.4.0. */
    tls: attribute(yesNo, { since: '2.4.0' }),
    /** The name of the channel, by which a viewer of SPICE or D-Bus finds it. Since libvirt 1.2.2. */
    channel: attribute(text, { since: '1.2.2' }),
    /** The hypervisor's end of a null modem cable, as `/dev/nmdm0A`. Since libvirt 1.2.4. */
    master: attribute(text, { in: ['nmdm'], since: '1.2.4' }),
    /** The end of a null modem cable that clients open, as `/dev/nmdm0B`. Since libvirt 1.2.4. */
    slave: attribute(text, { in: ['nmdm'], since: '1.2.4' }),
    /** Copying and pasting between guest and viewer; off where it is left out. Since libvirt 8.4.0. */
    clipboard: child<Clipboard>(clipboard, { in: ['qemu-vdagent'], since: '8.4.0' }),
    /** Whose pointer moves; the viewer's where it is left out. Since libvirt 8.4.0. */
    mouse: child<MouseMode>(mouseMode, { in: ['qemu-vdagent'], since: '8.4.0' }),
    /** What happens when the connection breaks. Since libvirt 3.7.0. */
    reconnect: child<Reconnect>(reconnect, { since: '3.7.0' }),
    /** How security drivers label the path; as the domain's other resources where it is left out. */
    seclabel: many(child<DeviceSeclabel>(deviceSeclabel)),
  },
  { by: '../type', page: 'formatdomain.html#host-interface' },
)

/** `<protocol>` of a character device: what is spoken over its connection. */
export interface ChardevProtocol extends Infer<typeof chardevProtocol> {}

export const chardevProtocol = element(
  'protocol',
  {
    /** `raw` bytes, the `telnet` protocol, or either of them encrypted: `tls`, `telnets`. `raw` where it is left out. */
    type: attribute(newer(oneOf('raw telnet telnets tls'), { telnets: '0.8.5', tls: '0.8.5' })),
  },
  { lead: 'type', by: '../type', page: 'formatdomain.html#tcp-client-server' },
)

/** `<log>` of a character device: a file that keeps what passes through it. */
export interface ChardevLog extends Infer<typeof chardevLog> {}

export const chardevLog = element(
  'log',
  {
    /** The path of the file on the host. */
    file: required(attribute(absolutePath)),
    /** What the file holds is kept when the guest starts again; it is emptied where this is left out. */
    append: attribute(onOff),
  },
  { lead: 'file', page: 'formatdomain.html#consoles-serial-parallel-channel-devices' },
)

/** The host's end of a character device, beside its type. */
export const hostEnd = {
  /** The end on the host. Only `udp` has two. */
  source: many(child<ChardevSource>(chardevSource)),
  /** What is spoken over the connection. */
  protocol: child<ChardevProtocol>(chardevProtocol, { was: 'wiremode' }),
  /** A file that keeps what passes through. Since libvirt 1.3.3. */
  log: child<ChardevLog>(chardevLog, { since: '1.3.3' }),
}
