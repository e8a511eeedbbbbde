import type { Fluent } from '../schema/element.ts'
import { type Graphics, graphics } from '../schema/graphics.ts'
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
export const vnc = word(GraphicsBuilder, graphics, (port?: Graphics['port']) =>
  port === undefined ? { type: 'vnc', autoport: true } : { type: 'vnc', port },
)

/**
 * The screen, in a window on the host's desktop.
 *
 * @example
 * domain('fv0').hvm().graphics(sdl().display(':0.0'))   // <graphics type="sdl" display=":0.0"/>
 */
export const sdl = word(GraphicsBuilder, graphics, () => ({ type: 'sdl' }))
