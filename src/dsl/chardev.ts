import { type Fluent, held } from '../schema/core/element.ts'
import { type Chardev, chardev } from '../schema/domain/chardev.ts'
import { isNode, type Slot } from '../tree/node.ts'
import { Builder, derive, word } from './builder.ts'
import { nodeOf } from './normalise.ts'

/** Builds a `<serial>`, `<parallel>` or `<console>`, whichever it is given to: one method a field. */
export interface ChardevBuilder extends Fluent<typeof chardev, ChardevBuilder> {}
export class ChardevBuilder extends Builder<Chardev> {}
derive(ChardevBuilder, chardev)

/** The host's end of a character device: `pty()`, `tcp('bind', …)`, or an object with `type` and `source`. */
export type HostEnd = ChardevBuilder | Pick<Chardev, 'type' | 'source' | 'protocol' | 'log'>

/** What a host's end says, for words that put it into another element. All of it: what has no place there is told. */
export function hostEndOf(end: HostEnd): Pick<Chardev, 'type' | 'source' | 'protocol' | 'log'> {
  const node = nodeOf(end)
  if (!node) return end as Chardev
  const value = ({ value }: Slot): unknown =>
    isNode(value)
      ? { [held]: value }
      : Array.isArray(value)
        ? value.map(one => (isNode(one) ? { [held]: one } : one))
        : value
  const fields = Object.entries(node.fields).map(([key, slot]) => [key, value(slot)])
  return {
    ...Object.fromEntries(fields),
    ...(node.extra && { xml: node.extra.map(raw => raw.xml) }),
  }
}

/**
 * A pseudo terminal of the host, which `virsh console` connects to.
 *
 * @example
 * domain('fv0').hvm().serial(pty().target(0))
 * // <serial type="pty">
 * //   <target port="0"/>
 * // </serial>
 */
export const pty = word(ChardevBuilder, chardev, (path: string | undefined = undefined) => ({
  type: 'pty',
  source: path === undefined ? undefined : { path },
}))

/**
 * The log of the virtual machine: output goes there, input there is none.
 *
 * @example
 * domain('fv0').hvm().console(stdio())   // <console type="stdio"/>
 */
export const stdio = word(ChardevBuilder, chardev, () => ({ type: 'stdio' }))

/**
 * A file of the host, to which everything is written.
 *
 * @example
 * domain('fv0').hvm().serial(logFile('/var/log/vm/fv0-serial.log'))
 * // <serial type="file">
 * //   <source path="/var/log/vm/fv0-serial.log"/>
 * // </serial>
 */
export const logFile = word(ChardevBuilder, chardev, (path: string) => ({
  type: 'file',
  source: { path },
}))

/**
 * A virtual console in the graphical framebuffer.
 *
 * @example
 * domain('fv0').hvm().serial(vc())   // <serial type="vc"/>
 */
export const vc = word(ChardevBuilder, chardev, () => ({ type: 'vc' }))

/**
 * The void: what is written is discarded, and there is nothing to read.
 *
 * @example
 * domain('fv0').hvm().serial(nullDevice())   // <serial type="null"/>
 */
export const nullDevice = word(ChardevBuilder, chardev, () => ({ type: 'null' }))

/**
 * A character device of the host; a serial port of the guest wants a serial port of the host.
 *
 * @example
 * domain('fv0').hvm().serial(dev('/dev/ttyS0'))
 * // <serial type="dev">
 * //   <source path="/dev/ttyS0"/>
 * // </serial>
 */
export const dev = word(ChardevBuilder, chardev, (path: string) => ({
  type: 'dev',
  source: { path },
}))

/** The end of a network connection: a host, and a port or the name of a service. */
export interface Endpoint {
  readonly host?: string
  readonly service?: string | number
}

const at = (mode: 'connect' | 'bind', { host, service, ...rest }: Endpoint = {}) => ({
  ...rest,
  host,
  service,
  mode,
})

/**
 * A TCP connection: `connect` calls a server, `bind` waits to be called. `.protocol('telnet')` speaks telnet.
 *
 * @example
 * domain('fv0').hvm().serial(tcp('bind', { host: '127.0.0.1', service: 2445 }).protocol('telnet'))
 * // <serial type="tcp">
 * //   <source mode="bind" host="127.0.0.1" service="2445"/>
 * //   <protocol type="telnet"/>
 * // </serial>
 */
export const tcp = word(ChardevBuilder, chardev, (mode: 'connect' | 'bind', end: Endpoint) => ({
  type: 'tcp',
  source: at(mode, end),
}))

/**
 * A UDP console: it sends to the one end and, where a second is given, receives at that one.
 *
 * @example
 * domain('fv0').hvm().serial(udp({ host: '10.0.0.1', service: 2445 }, { host: '0.0.0.0', service: 2446 }))
 * // <serial type="udp">
 * //   <source mode="bind" host="0.0.0.0" service="2446"/>
 * //   <source mode="connect" host="10.0.0.1" service="2445"/>
 * // </serial>
 */
export const udp = word(
  ChardevBuilder,
  chardev,
  (connect: Endpoint, bind: Endpoint | undefined = undefined) => ({
    type: 'udp',
    source: [...(bind ? [at('bind', bind)] : []), at('connect', connect)],
  }),
)

/**
 * A UNIX socket of the host: `bind` waits for clients, `connect` is one.
 *
 * @example
 * domain('fv0').hvm().serial(unix('bind', '/run/fv0.sock'))
 * // <serial type="unix">
 * //   <source mode="bind" path="/run/fv0.sock"/>
 * // </serial>
 */
export const unix = word(ChardevBuilder, chardev, (mode: 'connect' | 'bind', path: string) => ({
  type: 'unix',
  source: { mode, path },
}))

/**
 * A named pipe of the host; with `.in` and `.out` behind its path, one for each direction.
 *
 * @example
 * domain('fv0').hvm().serial(namedPipe('/run/fv0.pipe'))
 * // <serial type="pipe">
 * //   <source path="/run/fv0.pipe"/>
 * // </serial>
 */
export const namedPipe = word(ChardevBuilder, chardev, (path: string) => ({
  type: 'pipe',
  source: { path },
}))

/**
 * A null modem cable of FreeBSD: the hypervisor has the one end, clients open the other.
 *
 * @example
 * domain('fv0').hvm().serial(nmdm('/dev/nmdm0A', '/dev/nmdm0B'))
 * // <serial type="nmdm">
 * //   <source master="/dev/nmdm0A" slave="/dev/nmdm0B"/>
 * // </serial>
 */
export const nmdm = word(ChardevBuilder, chardev, (master: string, slave: string) => ({
  type: 'nmdm',
  source: { master, slave },
}))

/**
 * The connection of the SPICE viewer: what it does there follows from the device it is the end of.
 *
 * @example
 * domain('fv0').hvm().redirdev(usbRedirection(spicevmc()))
 * // <redirdev bus="usb" type="spicevmc"/>
 */
export const spicevmc = word(ChardevBuilder, chardev, () => ({ type: 'spicevmc' }))

/**
 * A channel of the SPICE connection, which viewers find by its name.
 *
 * @example
 * domain('fv0').hvm().serial(spicePort('org.qemu.console.serial.0'))
 * // <serial type="spiceport">
 * //   <source channel="org.qemu.console.serial.0"/>
 * // </serial>
 */
export const spicePort = word(ChardevBuilder, chardev, (channel: string) => ({
  type: 'spiceport',
  source: { channel },
}))

/**
 * A channel of the D-Bus display, which viewers find by its name.
 *
 * @example
 * domain('fv0').hvm().serial(dbusPort('org.qemu.console.serial.0'))
 * // <serial type="dbus">
 * //   <source channel="org.qemu.console.serial.0"/>
 * // </serial>
 */
export const dbusPort = word(ChardevBuilder, chardev, (channel: string) => ({
  type: 'dbus',
  source: { channel },
}))
