import { absolutePath, anyOf, oneOf, onOff, port, text, withSince, yesNo } from '../core/codec.ts'
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

/** The kinds of connection that a character device can have on the host. */
export const chardevType = withSince(
  oneOf('dev file pipe unix tcp udp null stdio vc pty spicevmc spiceport nmdm qemu-vdagent dbus'),
  {
    spicevmc: '0.8.8',
    spiceport: '1.2.2',
    nmdm: '1.2.4',
    'qemu-vdagent': '8.4.0',
    dbus: '8.4.0',
  },
)

// Whether libvirt chooses the source of a character device when the guest starts. It chooses the path of a pseudo terminal,
// and the path of the socket of a virtio channel.
const isChosenByLibvirt: Assigned = ({ path = '', mode }, { type }) =>
  type === 'pty'
    ? /^\/dev\/pts\/\d+$/.test(path)
    : type === 'unix' && mode === 'bind' && SOCKET.test(path)
const SOCKET =
  /^$|\/libvirt\/qemu\/(run\/)?channel\/(target\/)?([^/]+\.|domain-[^/]+\/|\d+-[^/]+\/)[^/]+$/

/** `<source>` of a character device: the connection on the host. */
export interface ChardevSource extends Infer<typeof chardevSource> {}

export const chardevSource = element(
  'source',
  {
    /**
     * Whether the hypervisor connects to a server (`connect`) or waits for a connection (`bind`). A character device of
     * type `udp` has two sources: the hypervisor sends to the source `connect` and receives on the source `bind`.
     */
    mode: attribute(oneOf('connect bind'), { assigned: isChosenByLibvirt }),
    /**
     * The path on the host of the file, device, named pipe, pseudo terminal or socket to which the character device is
     * connected. If omitted, libvirt chooses the path of a pseudo terminal or of a virtio channel's socket.
     */
    path: attribute(text, { assigned: isChosenByLibvirt }),
    /**
     * Whether the output file of the character device keeps its content when the guest starts again. Default: `off`,
     * which truncates the file. Since libvirt 1.3.1.
     */
    append: attribute(onOff, { since: '1.3.1' }),
    /** The host name or IP address to which the character device connects, or the address on which it listens. */
    host: attribute(text),
    /** The port of the character device's network connection: a number, or the name of a service. */
    service: attribute(anyOf(port, text)),
    /**
     * Whether TLS encrypts the character device's TCP connection. If omitted, the host's configuration decides. Since
     * libvirt 2.4.0.
     */
    tls: attribute(yesNo, { since: '2.4.0' }),
    /** The name of a SPICE or D-Bus channel. The viewer finds the channel by this name. Since libvirt 1.2.2. */
    channel: attribute(text, { since: '1.2.2' }),
    /** The end of a null modem cable (`nmdm`) that the hypervisor opens, such as `/dev/nmdm0A`. Since libvirt 1.2.4. */
    master: attribute(text, { since: '1.2.4' }),
    /** The end of a null modem cable (`nmdm`) that clients open, such as `/dev/nmdm0B`. Since libvirt 1.2.4. */
    slave: attribute(text, { since: '1.2.4' }),
    /**
     * Whether the guest and the viewer share a clipboard through a `qemu-vdagent` channel. Default: off. Since libvirt
     * 8.4.0.
     */
    clipboard: child<Clipboard>(clipboard, { since: '8.4.0' }),
    /**
     * Whether the viewer (`client`) or the guest (`server`) controls the mouse pointer with a `qemu-vdagent` channel.
     * Default: `client`. Since libvirt 8.4.0.
     */
    mouse: child<MouseMode>(mouseMode, { since: '8.4.0' }),
    /** How the hypervisor connects again after the character device's connection breaks. Since libvirt 3.7.0. */
    reconnect: child<Reconnect>(reconnect, { since: '3.7.0' }),
    /**
     * The security labels of the file that `path` names. If omitted, the file is labeled like the other resources of
     * the domain.
     */
    seclabel: many(child<DeviceSeclabel>(deviceSeclabel)),
  },
  { variantBy: '../type', page: 'formatdomain.html#host-interface' },
)

/** `<protocol>` of a character device: the protocol of the device's connection on the host. */
export interface ChardevProtocol extends Infer<typeof chardevProtocol> {}

export const chardevProtocol = element(
  'protocol',
  {
    /**
     * The protocol of the character device's TCP connection: `raw` bytes, `telnet`, or an encrypted variant (`tls`,
     * `telnets`). Default: `raw`.
     */
    type: attribute(withSince(oneOf('raw telnet telnets tls'), { telnets: '0.8.5', tls: '0.8.5' })),
  },
  { lead: 'type', variantBy: '../type', page: 'formatdomain.html#tcp-client-server' },
)

/** `<log>` of a character device: a file on the host that records the output of the guest. */
export interface ChardevLog extends Infer<typeof chardevLog> {}

export const chardevLog = element(
  'log',
  {
    /** The absolute path on the host of the log file that records the output of the character device. */
    file: required(attribute(absolutePath)),
    /**
     * Whether the log file of the character device keeps its content when the guest starts again. Default: `off`, which
     * truncates the file.
     */
    append: attribute(onOff),
  },
  { lead: 'file', page: 'formatdomain.html#consoles-serial-parallel-channel-devices' },
)

/** The fields that describe the host end of a character device, except for the device's `type`. */
export const hostEnd = {
  /** The connection of the character device on the host. Only `udp` devices have two sources. */
  source: many(child<ChardevSource>(chardevSource)),
  /** The protocol of the character device's connection on the host. */
  protocol: child<ChardevProtocol>(chardevProtocol, { oldName: 'wiremode' }),
  /** A log file on the host that records the output of the character device. Since libvirt 1.3.3. */
  log: child<ChardevLog>(chardevLog, { since: '1.3.3' }),
}
