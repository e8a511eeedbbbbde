import type { Fluent } from '../schema/core/element.ts'
import { type Graphics, graphics } from '../schema/domain/graphics.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<graphics>`: one method a field. */
export interface GraphicsBuilder extends Fluent<typeof graphics, GraphicsBuilder> {}
export class GraphicsBuilder extends Builder<Graphics> {}
derive(GraphicsBuilder, graphics)

/**
 * The screen, served over the network by VNC; without a port, libvirt chooses one when the guest starts.
 *
 * @example
 * domain('fv0').hvm().graphics(vnc(5904).listen('127.0.0.1'))
 * // <graphics type="vnc" port="5904" listen="127.0.0.1"/>
 */
export const vnc = word(GraphicsBuilder, graphics, (port: Graphics['port'] = undefined) =>
  port === undefined ? { type: 'vnc', autoport: true } : { type: 'vnc', port },
)

/**
 * The screen, in a window on the host's desktop.
 *
 * @example
 * domain('fv0').hvm().graphics(sdl().display(':0.0'))   // <graphics type="sdl" display=":0.0"/>
 */
export const sdl = word(GraphicsBuilder, graphics, () => ({ type: 'sdl' }))

/**
 * The screen, served over the network by SPICE; without a port, libvirt chooses when the guest starts.
 *
 * @example
 * domain('fv0').hvm().graphics(spice().listens({ type: 'address', address: '127.0.0.1' }).image('off'))
 * // <graphics type="spice" autoport="yes">
 * //   <listen type="address" address="127.0.0.1"/>
 * //   <image compression="off"/>
 * // </graphics>
 */
export const spice = word(GraphicsBuilder, graphics, (port: Graphics['port'] = undefined) =>
  port === undefined ? { type: 'spice', autoport: true } : { type: 'spice', port },
)

/**
 * The screen, served over the network by RDP; without a port, the host chooses when the guest starts. With QEMU it
 * takes a `dbusDisplay()` beside it.
 *
 * @example
 * domain('fv0').hvm().graphics(rdp(3389).multiUser(true), dbusDisplay())
 * // <graphics type="rdp" port="3389" multiUser="yes"/>
 * // <graphics type="dbus"/>
 */
export const rdp = word(GraphicsBuilder, graphics, (port: Graphics['port'] = undefined) =>
  port === undefined ? { type: 'rdp', autoport: true } : { type: 'rdp', port },
)

/**
 * The screen, on a D-Bus: one of the guest's own, or the one at an address.
 *
 * @example
 * domain('fv0').hvm().graphics(dbusDisplay().gl(true))
 * // <graphics type="dbus">
 * //   <gl enable="yes"/>
 * // </graphics>
 */
export const dbusDisplay = word(
  GraphicsBuilder,
  graphics,
  (address: string | undefined = undefined) => ({
    type: 'dbus',
    address,
  }),
)

/**
 * No screen, but the host's graphics processor to draw with, for a `vnc()` or `spice()` beside it.
 *
 * @example
 * domain('fv0').hvm().graphics(vnc(), eglHeadless('/dev/dri/renderD128'))
 * // <graphics type="vnc" autoport="yes"/>
 * // <graphics type="egl-headless">
 * //   <gl rendernode="/dev/dri/renderD128"/>
 * // </graphics>
 */
export const eglHeadless = word(
  GraphicsBuilder,
  graphics,
  (rendernode: string | undefined = undefined) => ({
    type: 'egl-headless',
    gl: rendernode === undefined ? undefined : { rendernode },
  }),
)

/**
 * The screen, in a window of VirtualBox's own on the host's desktop.
 *
 * @example
 * domain('fv0').type('vbox').graphics(desktop().display(':0.0'))   // <graphics type="desktop" display=":0.0"/>
 */
export const desktop = word(GraphicsBuilder, graphics, () => ({ type: 'desktop' }))
