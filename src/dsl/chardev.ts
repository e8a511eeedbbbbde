import { type Chardev, chardev } from '../schema/chardev.ts'
import type { Fluent } from '../schema/element.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<serial>`, `<parallel>` or `<console>`, whichever it is given to: one method a field. */
export interface ChardevBuilder extends Fluent<typeof chardev, ChardevBuilder> {}
export class ChardevBuilder extends Builder<Chardev> {}
derive(ChardevBuilder, chardev)

/**
 * A pseudo terminal of the host, which `virsh console` connects to.
 *
 * @example
 * domain('fv0').hvm().serial(pty().target(0))
 * // <serial type="pty">
 * //   <target port="0"/>
 * // </serial>
 */
export const pty = word(ChardevBuilder, chardev, (path?: string) => ({
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
  readonly service: string | number
}

const at = (mode: 'connect' | 'bind', end: Endpoint) => ({ ...end, mode })

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
export const udp = word(ChardevBuilder, chardev, (connect: Endpoint, bind?: Endpoint) => ({
  type: 'udp',
  source: [...(bind ? [at('bind', bind)] : []), at('connect', connect)],
}))

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
