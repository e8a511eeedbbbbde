import type { Fluent } from '../schema/core/element.ts'
import { type Graphics, graphics } from '../schema/domain/graphics.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<graphics>` element, with one method for each field of the element. */
export interface GraphicsBuilder extends Fluent<typeof graphics, GraphicsBuilder> {}
export class GraphicsBuilder extends Builder<Graphics> {}
derive(GraphicsBuilder, graphics)

/**
 * A VNC server that shows the guest's screen. If you omit the port, libvirt chooses a free port
 * when the guest starts.
 *
 * @example
 * domain('fv0').hvm().graphics(vnc(5904).listen('127.0.0.1'))
 * // <graphics type="vnc" port="5904" listen="127.0.0.1"/>
 */
export const vnc = factory(GraphicsBuilder, graphics, (port: Graphics['port'] = undefined) =>
  port === undefined ? { type: 'vnc', autoport: true } : { type: 'vnc', port },
)

/**
 * An SDL window on the host's desktop that shows the guest's screen.
 *
 * @example
 * domain('fv0').hvm().graphics(sdl().display(':0.0'))   // <graphics type="sdl" display=":0.0"/>
 */
export const sdl = factory(GraphicsBuilder, graphics, () => ({ type: 'sdl' }))

/**
 * A SPICE server that shows the guest's screen. If you omit the port, libvirt chooses a free port
 * when the guest starts.
 *
 * @example
 * domain('fv0').hvm().graphics(spice().listens({ type: 'address', address: '127.0.0.1' }).image('off'))
 * // <graphics type="spice" autoport="yes">
 * //   <listen type="address" address="127.0.0.1"/>
 * //   <image compression="off"/>
 * // </graphics>
 */
export const spice = factory(GraphicsBuilder, graphics, (port: Graphics['port'] = undefined) =>
  port === undefined ? { type: 'spice', autoport: true } : { type: 'spice', port },
)

/**
 * An RDP server that shows the guest's screen. If you omit the port, the host chooses a free port
 * when the guest starts. With QEMU, the guest also needs a `dbusDisplay()`.
 *
 * @example
 * domain('fv0').hvm().graphics(rdp(3389).multiUser(true), dbusDisplay())
 * // <graphics type="rdp" port="3389" multiUser="yes"/>
 * // <graphics type="dbus"/>
 */
export const rdp = factory(GraphicsBuilder, graphics, (port: Graphics['port'] = undefined) =>
  port === undefined ? { type: 'rdp', autoport: true } : { type: 'rdp', port },
)

/**
 * A display that viewers show over D-Bus. Without an address, libvirt starts a private D-Bus for
 * the guest. Since libvirt 8.4.0.
 *
 * @example
 * domain('fv0').hvm().graphics(dbusDisplay().gl(true))
 * // <graphics type="dbus">
 * //   <gl enable="yes"/>
 * // </graphics>
 */
export const dbusDisplay = factory(
  GraphicsBuilder,
  graphics,
  (address: string | undefined = undefined) => ({
    type: 'dbus',
    address,
  }),
)

/**
 * OpenGL rendering on the host's GPU, without a window. Combine it with `vnc()` or `spice()`, which show the rendered screen.
 * If you omit the render node, such as `/dev/dri/renderD128`, QEMU chooses one. Since libvirt 4.6.0.
 *
 * @example
 * domain('fv0').hvm().graphics(vnc(), eglHeadless('/dev/dri/renderD128'))
 * // <graphics type="vnc" autoport="yes"/>
 * // <graphics type="egl-headless">
 * //   <gl rendernode="/dev/dri/renderD128"/>
 * // </graphics>
 */
export const eglHeadless = factory(
  GraphicsBuilder,
  graphics,
  (rendernode: string | undefined = undefined) => ({
    type: 'egl-headless',
    gl: rendernode === undefined ? undefined : { rendernode },
  }),
)

/**
 * A VirtualBox window on the host's desktop that shows the guest's screen.
 *
 * @example
 * domain('fv0').type('vbox').graphics(desktop().display(':0.0'))   // <graphics type="desktop" display=":0.0"/>
 */
export const desktop = factory(GraphicsBuilder, graphics, () => ({ type: 'desktop' }))
