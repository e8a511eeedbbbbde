import {
  absolutePath,
  hostAddress,
  integer,
  matching,
  oneOf,
  perVariant,
  text,
  withSince,
  yesNo,
} from '../core/codec.ts'
import {
  type Assigned,
  atMostOne,
  attribute,
  child,
  element,
  type Infer,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { type AudioLink, audioLink } from './audio.ts'
import { type GraphicsListen, graphicsListen } from './graphics-listen.ts'
import {
  type SpiceChannel,
  type SpiceFileTransfer,
  type SpiceImage,
  type SpicePlayback,
  type SpiceStreaming,
  type SpiceWanCompression,
  security,
  spiceChannel,
  spiceFileTransfer,
  spiceImage,
  spicePlayback,
  spiceStreaming,
  spiceWanCompression,
} from './graphics-spice.ts'
import { type Clipboard, clipboard, type MouseMode, mouseMode } from './spice-agent.ts'

// With `autoport="yes"`, libvirt chooses the port when the guest starts.
const hasAutoport: Assigned = ({ autoport }) => autoport === 'yes'

const portOrAuto = integer(-1, 65535, 'a port from 1 to 65535, or -1')

const dateTime = matching(
  /-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?/,
  'a date and time such as "2026-12-31T23:59:59"',
)

/** `<gl>`: rendering with OpenGL on the host's GPU. */
export interface GraphicsGl extends Infer<typeof graphicsGl> {}

const graphicsGl = element(
  'gl',
  {
    /** Whether OpenGL is used. */
    enable: requiredIn(['sdl', 'spice', 'dbus'], attribute(yesNo)),
    /**
     * The path of the host GPU's render node, such as `/dev/dri/renderD128`. If omitted, QEMU chooses. Since libvirt
     * 3.1.0.
     */
    rendernode: attribute(absolutePath, {
      in: ['spice', 'dbus', 'egl-headless'],
      since: '3.1.0',
    }),
  },
  { lead: 'enable', variantBy: '../type', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<graphics>`: a graphical display of the guest. */
export interface Graphics extends Infer<typeof graphics> {}

export const graphics = element(
  'graphics',
  {
    /**
     * The kind of display. `vnc`, `spice` and `rdp` serve it over the network, and `dbus` on a D-Bus of the host.
     * `sdl` and VirtualBox's `desktop` open a window on the host. `egl-headless` renders on the host's GPU for other
     * displays.
     */
    type: required(
      attribute(
        withSince(oneOf('sdl vnc spice rdp desktop egl-headless dbus'), {
          spice: '0.8.6',
          'egl-headless': '4.6.0',
          dbus: '8.4.0',
        }),
      ),
    ),
    /** The TCP port. -1 is the old spelling of `autoport`. */
    port: attribute(portOrAuto, { in: ['vnc', 'spice', 'rdp'], assigned: hasAutoport }),
    /** The TCP port for TLS connections. -1 is the old spelling of `autoport`. */
    tlsPort: attribute(portOrAuto, { in: ['spice'], assigned: hasAutoport }),
    /** Whether libvirt chooses free ports when the guest starts. */
    autoport: attribute(yesNo, { in: ['vnc', 'spice', 'rdp'] }),
    /** The port for browsers (VNC over WebSocket). -1 lets libvirt choose. Since libvirt 1.0.6. */
    websocket: attribute(portOrAuto, { in: ['vnc'], since: '1.0.6' }),
    /** Whether the guest waits for a viewer before it starts, with bhyve. Since libvirt 11.10.0. */
    wait: attribute(yesNo, { in: ['vnc'], since: '11.10.0' }),
    /** Whether a new connection replaces the existing connection. */
    replaceUser: attribute(yesNo, { in: ['rdp'] }),
    /** Whether several viewers may be connected at once. */
    multiUser: attribute(yesNo, { in: ['rdp'] }),
    /** The absolute path of a UNIX socket to listen on, instead of a port. Since libvirt 0.8.8. */
    socket: attribute(absolutePath, { in: ['vnc'], since: '0.8.8' }),
    /**
     * The address that the server listens on, the same as in the first of the `listens`. If omitted, the host's
     * configuration decides.
     */
    listen: attribute(hostAddress, { in: ['vnc', 'spice', 'rdp'] }),
    /** The keyboard layout of the viewer, such as `en-us`. */
    keymap: attribute(text, { in: ['vnc', 'spice'] }),
    /**
     * How viewers share the display. `allow-exclusive` lets a viewer disconnect all others, `force-shared` accepts
     * only viewers that share, and `ignore` accepts every viewer. Default: `allow-exclusive`. Since libvirt 1.0.6.
     */
    sharePolicy: attribute(oneOf('allow-exclusive force-shared ignore'), {
      in: ['vnc'],
      default: 'allow-exclusive',
      since: '1.0.6',
    }),
    /** Whether viewers may shut down, reboot and reset the guest. Since libvirt 7.1.0. */
    powerControl: attribute(yesNo, { in: ['vnc'], since: '7.1.0' }),
    /** The X display on which the window opens, such as `:0.0`. */
    display: attribute(text, { in: ['sdl', 'desktop'] }),
    /** The path of the X authority file. */
    xauth: attribute(text, { in: ['sdl'] }),
    /** Whether the window fills the screen. `desktop` accepts this only before libvirt 12.8.0. */
    fullscreen: attribute(yesNo, { in: ['sdl'], removedIn: { desktop: '12.8.0' } }),
    /** The user name for the connection. Since libvirt 11.1.0. */
    username: attribute(text, { in: ['rdp'], since: '11.1.0' }),
    /** The password, in clear text. With an empty password, no viewer can connect. */
    passwd: attribute(text, { in: ['vnc', 'spice', 'rdp'], oldName: 'password' }),
    /** The date and time in UTC at which the password expires. */
    passwdValidTo: attribute(dateTime, { in: ['vnc', 'spice'] }),
    /** What happens to connected viewers when the password changes. Since libvirt 0.9.3. */
    connected: attribute(perVariant({ vnc: oneOf('keep'), spice: oneOf('fail disconnect keep') }), {
      in: ['vnc', 'spice'],
      since: '0.9.3',
    }),
    /**
     * Whether traffic without its own `channel` is encrypted. `any` encrypts if possible. Default: `any`. Since
     * libvirt 0.9.12.
     */
    defaultMode: attribute(security, { in: ['spice'], default: 'any', since: '0.9.12' }),
    /** Whether viewers connect directly through libvirt, instead of through a D-Bus daemon. */
    p2p: attribute(yesNo, { in: ['dbus'] }),
    /** The address of the D-Bus daemon. If omitted, libvirt starts a daemon for the guest. */
    address: attribute(matching(/.+/, 'a D-Bus address such as "unix:path=/tmp/bus"'), {
      in: ['dbus'],
    }),
    /** The addresses, networks or sockets where the server accepts viewers. Since libvirt 0.9.4. */
    listens: many(
      child<GraphicsListen>(graphicsListen, {
        name: 'listen',
        in: ['vnc', 'spice', 'rdp'],
        since: '0.9.4',
      }),
    ),
    /** The kinds of traffic whose encryption differs from `defaultMode`. */
    channel: many(child<SpiceChannel>(spiceChannel, { in: ['spice'] })),
    /** The audio backend whose sound goes to the viewer. Default: the first of the domain. Since libvirt 7.2.0. */
    audio: child<AudioLink>(audioLink, { in: ['vnc', 'dbus'], since: '7.2.0' }),
    /** The image compression. Since libvirt 0.9.1. */
    image: child<SpiceImage>(spiceImage, { in: ['spice'], since: '0.9.1' }),
    /** The compression of photographic images on slow networks. Since libvirt 0.9.1. */
    jpeg: child<SpiceWanCompression>(spiceWanCompression, { in: ['spice'], since: '0.9.1' }),
    /** The compression of other images on slow networks. Since libvirt 0.9.1. */
    zlib: child<SpiceWanCompression>(spiceWanCompression, { in: ['spice'], since: '0.9.1' }),
    /** Whether audio is compressed. Since libvirt 0.9.1. */
    playback: child<SpicePlayback>(spicePlayback, { in: ['spice'], since: '0.9.1' }),
    /** Whether moving images are sent as a video stream. Since libvirt 0.9.2. */
    streaming: child<SpiceStreaming>(spiceStreaming, { in: ['spice'], since: '0.9.2' }),
    /**
     * Whether the viewer (`client`) or the guest (`server`) controls the mouse pointer. Default: `client`. Since
     * libvirt 0.9.11.
     */
    mouse: child<MouseMode>(mouseMode, { in: ['spice'], since: '0.9.11' }),
    /** Whether guest and viewer share a clipboard. Default: on. Since libvirt 0.9.3. */
    clipboard: child<Clipboard>(clipboard, { in: ['spice'], since: '0.9.3' }),
    /** Whether files that are dropped onto the viewer are copied to the guest. Default: on. Since libvirt 1.2.2. */
    filetransfer: child<SpiceFileTransfer>(spiceFileTransfer, { in: ['spice'], since: '1.2.2' }),
    /** Rendering with OpenGL on the host's GPU. Since libvirt 1.3.3. */
    gl: child<GraphicsGl>(graphicsGl, {
      in: ['sdl', 'spice', 'dbus', 'egl-headless'],
      since: '1.3.3',
    }),
  },
  {
    variantBy: 'type',
    choices: [
      atMostOne('socket', [
        'port',
        'autoport',
        'websocket',
        'listen',
        'sharePolicy',
        'powerControl',
        'wait',
      ]),
      atMostOne('address', 'p2p'),
    ],
    page: 'formatdomain.html#graphical-framebuffers',
  },
)
