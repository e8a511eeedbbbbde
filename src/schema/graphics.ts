import { integer, oneOf, text, yesNo } from './codec.ts'
import { attribute, element, type Infer, required } from './element.ts'

/** `<graphics>`: the graphical console. */
export interface Graphics extends Infer<typeof graphics> {}

export const graphics = element(
  'graphics',
  {
    /** `vnc` serves the screen over the network, `sdl` opens a window on the host's desktop. */
    type: required(attribute(oneOf('sdl vnc'))),
    /** The TCP port; -1 is the old way to say `autoport`. */
    port: attribute(integer(-1, 65535, 'a port from 1 to 65535, or -1'), { in: ['vnc'] }),
    /** libvirt chooses a free port when the guest starts. */
    autoport: attribute(yesNo, { in: ['vnc'] }),
    /** The address the server listens on; the host's own default where it is left out. */
    listen: attribute(text, { in: ['vnc'] }),
    /** The password, in clear text. */
    passwd: attribute(text, { in: ['vnc'], was: 'password' }),
    /** The X display the window opens on, as `:0.0`. */
    display: attribute(text, { in: ['sdl'] }),
    /** The file with the X authority. */
    xauth: attribute(text, { in: ['sdl'] }),
  },
  { by: 'type', page: 'formatdomain.html#graphical-framebuffers' },
)
