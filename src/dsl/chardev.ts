import type { Fluent } from '../schema/core/element.ts'
import { type Chardev, chardev } from '../schema/domain/chardev.ts'
import type { Node, Scalar } from '../tree/node.ts'
import { Builder, derive, factory } from './builder.ts'
import { asInput, nodeOf } from './normalise.ts'

/**
 * The builder for a `<serial>`, `<parallel>` or `<console>` element, with one method for each field
 * of the element.
 */
export interface ChardevBuilder extends Fluent<typeof chardev, ChardevBuilder> {}
export class ChardevBuilder extends Builder<Chardev> {}
derive(ChardevBuilder, chardev)

/**
 * The host side of a character device: a builder such as `pty()`, `tcp(…)` or `unix(…)`, or an object with `type` and `source`.
 */
export type HostEnd = ChardevBuilder | Pick<Chardev, 'type' | 'source' | 'protocol' | 'log'>

/**
 * Returns the fields that describe the host side of a character device, so that a factory can copy them to another element.
 * Fields that are not valid in the other element are also copied, so that vmc reports them.
 */
export function hostEndOf(end: HostEnd): Pick<Chardev, 'type' | 'source' | 'protocol' | 'log'> {
  const node = nodeOf(end)
  if (!node) return end as Chardev
  const fields = Object.entries(node.fields).map(([key, { value }]) => [
    key,
    Array.isArray(value) ? value.map(asInput) : asInput(value as Scalar | Node),
  ])
  return {
    ...Object.fromEntries(fields),
    ...(node.extra && { xml: node.extra.map(raw => raw.xml) }),
  }
}

/**
 * A pseudo terminal on the host, to which `virsh console` connects. If you omit the path, the host chooses one (`/dev/pts/N`).
 *
 * @example
 * domain('fv0').hvm().serial(pty().target(0))
 * // <serial type="pty">
 * //   <target port="0"/>
 * // </serial>
 */
export const pty = factory(ChardevBuilder, chardev, (path: string | undefined = undefined) => ({
  type: 'pty',
  source: path === undefined ? undefined : { path },
}))

/**
 * A character device that is connected to the standard streams of the hypervisor process. libvirt writes the guest's output to
 * the domain's log file. The guest receives no input.
 *
 * @example
 * domain('fv0').hvm().console(stdio())   // <console type="stdio"/>
 */
export const stdio = factory(ChardevBuilder, chardev, () => ({ type: 'stdio' }))

/**
 * A file on the host in which everything is stored that the guest writes to the character device. The guest receives no input.
 *
 * @example
 * domain('fv0').hvm().serial(logFile('/var/log/vm/fv0-serial.log'))
 * // <serial type="file">
 * //   <source path="/var/log/vm/fv0-serial.log"/>
 * // </serial>
 */
export const logFile = factory(ChardevBuilder, chardev, (path: string) => ({
  type: 'file',
  source: { path },
}))

/**
 * A virtual text console in the graphical display, in addition to the guest's screen.
 *
 * @example
 * domain('fv0').hvm().serial(vc())   // <serial type="vc"/>
 */
export const vc = factory(ChardevBuilder, chardev, () => ({ type: 'vc' }))

/**
 * A null device on the host. It discards what the guest writes to the character device, and gives the guest no input.
 *
 * @example
 * domain('fv0').hvm().serial(nullDevice())   // <serial type="null"/>
 */
export const nullDevice = factory(ChardevBuilder, chardev, () => ({ type: 'null' }))

/**
 * A character device of the host, passed through to the guest. A serial port of the guest needs a
 * serial port of the host, such as `/dev/ttyS0`.
 *
 * @example
 * domain('fv0').hvm().serial(dev('/dev/ttyS0'))
 * // <serial type="dev">
 * //   <source path="/dev/ttyS0"/>
 * // </serial>
 */
export const dev = factory(ChardevBuilder, chardev, (path: string) => ({
  type: 'dev',
  source: { path },
}))

/** One end of a TCP or UDP connection. */
export interface Endpoint {
  /** The host name or IP address of this end of the connection. */
  readonly host?: string
  /** The port number of this end, or the name of a service in `/etc/services`. */
  readonly service?: string | number
}

const socketSource = (mode: 'connect' | 'bind', { host, service, ...rest }: Endpoint = {}) => ({
  ...rest,
  host,
  service,
  mode,
})

/**
 * A TCP connection that carries the data of a character device. With `connect`, QEMU connects to a
 * server. With `bind`, QEMU listens for a client. The default protocol is raw TCP.
 * `.protocol('telnet')` selects telnet.
 *
 * @example
 * domain('fv0').hvm().serial(tcp('bind', { host: '127.0.0.1', service: 2445 }).protocol('telnet'))
 * // <serial type="tcp">
 * //   <source mode="bind" host="127.0.0.1" service="2445"/>
 * //   <protocol type="telnet"/>
 * // </serial>
 */
export const tcp = factory(ChardevBuilder, chardev, (mode: 'connect' | 'bind', end: Endpoint) => ({
  type: 'tcp',
  source: socketSource(mode, end),
}))

/**
 * A UDP connection that carries the data of a character device. QEMU sends to the address
 * `connect`. If you give `bind`, QEMU receives on that address.
 *
 * @example
 * domain('fv0').hvm().serial(udp({ host: '10.0.0.1', service: 2445 }, { host: '0.0.0.0', service: 2446 }))
 * // <serial type="udp">
 * //   <source mode="bind" host="0.0.0.0" service="2446"/>
 * //   <source mode="connect" host="10.0.0.1" service="2445"/>
 * // </serial>
 */
export const udp = factory(
  ChardevBuilder,
  chardev,
  (connect: Endpoint, bind: Endpoint | undefined = undefined) => ({
    type: 'udp',
    source: [...(bind ? [socketSource('bind', bind)] : []), socketSource('connect', connect)],
  }),
)

/**
 * A UNIX socket on the host. With `bind`, QEMU creates the socket and listens. With `connect`, QEMU
 * connects to an existing socket.
 *
 * @example
 * domain('fv0').hvm().serial(unix('bind', '/run/fv0.sock'))
 * // <serial type="unix">
 * //   <source mode="bind" path="/run/fv0.sock"/>
 * // </serial>
 */
export const unix = factory(ChardevBuilder, chardev, (mode: 'connect' | 'bind', path: string) => ({
  type: 'unix',
  source: { mode, path },
}))

/**
 * A named pipe (FIFO) on the host. If `PATH.in` and `PATH.out` exist, QEMU uses one for each
 * direction. Otherwise QEMU uses `PATH` for both directions.
 *
 * @example
 * domain('fv0').hvm().serial(namedPipe('/run/fv0.pipe'))
 * // <serial type="pipe">
 * //   <source path="/run/fv0.pipe"/>
 * // </serial>
 */
export const namedPipe = factory(ChardevBuilder, chardev, (path: string) => ({
  type: 'pipe',
  source: { path },
}))

/**
 * A FreeBSD null modem device, for bhyve. The hypervisor opens the end `master`, and clients on the
 * host open the end `slave`.
 *
 * @example
 * domain('fv0').hvm().serial(nmdm('/dev/nmdm0A', '/dev/nmdm0B'))
 * // <serial type="nmdm">
 * //   <source master="/dev/nmdm0A" slave="/dev/nmdm0B"/>
 * // </serial>
 */
export const nmdm = factory(ChardevBuilder, chardev, (master: string, slave: string) => ({
  type: 'nmdm',
  source: { master, slave },
}))

/**
 * The host side of a character device that uses the connection of the SPICE viewer. The device determines the purpose of the
 * connection: USB redirection, a smartcard reader or the SPICE agent.
 *
 * @example
 * domain('fv0').hvm().redirdev(usbRedirection(spicevmc()))
 * // <redirdev bus="usb" type="spicevmc"/>
 */
export const spicevmc = factory(ChardevBuilder, chardev, () => ({ type: 'spicevmc' }))

/**
 * A named channel of the SPICE connection. SPICE viewers find the channel by its name.
 *
 * @example
 * domain('fv0').hvm().serial(spicePort('org.qemu.console.serial.0'))
 * // <serial type="spiceport">
 * //   <source channel="org.qemu.console.serial.0"/>
 * // </serial>
 */
export const spicePort = factory(ChardevBuilder, chardev, (channel: string) => ({
  type: 'spiceport',
  source: { channel },
}))

/**
 * A named channel of the D-Bus display. D-Bus viewers find the channel by its name. Since libvirt
 * 8.4.0.
 *
 * @example
 * domain('fv0').hvm().serial(dbusPort('org.qemu.console.serial.0'))
 * // <serial type="dbus">
 * //   <source channel="org.qemu.console.serial.0"/>
 * // </serial>
 */
export const dbusPort = factory(ChardevBuilder, chardev, (channel: string) => ({
  type: 'dbus',
  source: { channel },
}))
