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

// With `autoport="yes"`, libvirt chooses the port when the guest starts. A port in the XML is then the port that libvirt
// chose.
const hasAutoport: Assigned = ({ autoport }) => autoport === 'yes'

const portOrAuto = integer(-1, 65535, 'a port from 1 to 65535, or -1')

const dateTime = matching(
  /-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?/,
  'a date and time such as "2026-12-31T23:59:59"',
)

/** `<gl>` of a graphics device: whether the display uses OpenGL on the host's GPU. */
export interface GraphicsGl extends Infer<typeof graphicsGl> {}

const graphicsGl = element(
  'gl',
  {
    /** Whether the display uses OpenGL on the host's GPU. */
    enable: requiredIn(['sdl', 'spice', 'dbus'], attribute(yesNo)),
    /**
     * The path of the render node of the host's GPU, such as `/dev/dri/renderD128`. If omitted, QEMU chooses a render
     * node. Since libvirt 3.1.0.
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
     * The kind of display. `vnc`, `spice` and `rdp` serve the display over the network, and `dbus` over a D-Bus of the host.
     * `sdl` and VirtualBox's `desktop` open a window on the host. `egl-headless` only renders on the host's GPU, and a second
     * display shows the rendered screen.
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
    /**
     * The TCP port on which the VNC, SPICE or RDP server of the display listens. -1 is the old spelling of `autoport`.
     */
    port: attribute(portOrAuto, { in: ['vnc', 'spice', 'rdp'], assigned: hasAutoport }),
    /** The TCP port on which the SPICE server accepts TLS connections. -1 is the old spelling of `autoport`. */
    tlsPort: attribute(portOrAuto, { in: ['spice'], assigned: hasAutoport }),
    /** Whether libvirt chooses free ports for the display server when the guest starts. */
    autoport: attribute(yesNo, { in: ['vnc', 'spice', 'rdp'] }),
    /**
     * The port on which the VNC server accepts browsers (VNC over WebSocket). With -1, libvirt chooses the port. Since
     * libvirt 1.0.6.
     */
    websocket: attribute(portOrAuto, { in: ['vnc'], since: '1.0.6' }),
    /** Whether bhyve starts the guest only when a viewer is connected. Since libvirt 11.10.0. */
    wait: attribute(yesNo, { in: ['vnc'], since: '11.10.0' }),
    /** Whether a new RDP connection replaces the existing connection. */
    replaceUser: attribute(yesNo, { in: ['rdp'] }),
    /** Whether several RDP viewers can be connected at the same time. */
    multiUser: attribute(yesNo, { in: ['rdp'] }),
    /**
     * The absolute path of a UNIX socket on which the VNC server listens instead of a TCP port. Since libvirt 0.8.8.
     */
    socket: attribute(absolutePath, { in: ['vnc'], since: '0.8.8' }),
    /**
     * The address on which the display server listens. It must be equal to the address in the first `<listen>` element.
     * If omitted, the host's configuration decides.
     */
    listen: attribute(hostAddress, { in: ['vnc', 'spice', 'rdp'] }),
    /** The keyboard layout of the display, such as `en-us`. */
    keymap: attribute(text, { in: ['vnc', 'spice'] }),
    /**
     * How several VNC viewers share the display. `allow-exclusive` lets a viewer disconnect all other viewers,
     * `force-shared` accepts only viewers that share the display, and `ignore` accepts every viewer. Default:
     * `allow-exclusive`. Since libvirt 1.0.6.
     */
    sharePolicy: attribute(oneOf('allow-exclusive force-shared ignore'), {
      in: ['vnc'],
      default: 'allow-exclusive',
      since: '1.0.6',
    }),
    /** Whether viewers may shut down, reboot and reset the guest. Since libvirt 7.1.0. */
    powerControl: attribute(yesNo, { in: ['vnc'], since: '7.1.0' }),
    /** The X display of the host on which the SDL window opens, such as `:0.0`. */
    display: attribute(text, { in: ['sdl', 'desktop'] }),
    /** The path of the X authority file with which the SDL window is opened. */
    xauth: attribute(text, { in: ['sdl'] }),
    /**
     * Whether the window of the display fills the screen. The type `desktop` accepts this field only before libvirt
     * 12.8.0.
     */
    fullscreen: attribute(yesNo, { in: ['sdl'], removedIn: { desktop: '12.8.0' } }),
    /** The user name with which an RDP viewer logs in. Since libvirt 11.1.0. */
    username: attribute(text, { in: ['rdp'], since: '11.1.0' }),
    /** The password for viewers of the display, in clear text. If the password is empty, no viewer can connect. */
    passwd: attribute(text, { in: ['vnc', 'spice', 'rdp'], oldName: 'password' }),
    /** The date and time at which the password for viewers of the display expires, in UTC. */
    passwdValidTo: attribute(dateTime, { in: ['vnc', 'spice'] }),
    /** What the display server does with connected viewers when the password changes. Since libvirt 0.9.3. */
    connected: attribute(perVariant({ vnc: oneOf('keep'), spice: oneOf('fail disconnect keep') }), {
      in: ['vnc', 'spice'],
      since: '0.9.3',
    }),
    /**
     * Whether the SPICE server encrypts the kinds of traffic that have no `channel` element. With `any`, the traffic is
     * encrypted if possible. Default: `any`. Since libvirt 0.9.12.
     */
    defaultMode: attribute(security, { in: ['spice'], default: 'any', since: '0.9.12' }),
    /** Whether D-Bus viewers connect to the display directly through libvirt, without a D-Bus daemon. */
    p2p: attribute(yesNo, { in: ['dbus'] }),
    /**
     * The address of the D-Bus daemon through which D-Bus viewers connect to the display. If omitted, libvirt starts a
     * daemon for the guest.
     */
    address: attribute(matching(/.+/, 'a D-Bus address such as "unix:path=/tmp/bus"'), {
      in: ['dbus'],
    }),
    /** The addresses, networks or sockets on which the display server accepts viewers. Since libvirt 0.9.4. */
    listens: many(
      child<GraphicsListen>(graphicsListen, {
        name: 'listen',
        in: ['vnc', 'spice', 'rdp'],
        since: '0.9.4',
      }),
    ),
    /** The kinds of SPICE traffic for which the encryption differs from `defaultMode`. */
    channel: many(child<SpiceChannel>(spiceChannel, { in: ['spice'] })),
    /**
     * The audio backend that sends the guest's sound to the viewer. Default: the first audio backend of the domain.
     * Since libvirt 7.2.0.
     */
    audio: child<AudioLink>(audioLink, { in: ['vnc', 'dbus'], since: '7.2.0' }),
    /** How the SPICE server compresses images. Since libvirt 0.9.1. */
    image: child<SpiceImage>(spiceImage, { in: ['spice'], since: '0.9.1' }),
    /** How the SPICE server compresses photographic images on slow networks. Since libvirt 0.9.1. */
    jpeg: child<SpiceWanCompression>(spiceWanCompression, { in: ['spice'], since: '0.9.1' }),
    /** How the SPICE server compresses images other than photographs on slow networks. Since libvirt 0.9.1. */
    zlib: child<SpiceWanCompression>(spiceWanCompression, { in: ['spice'], since: '0.9.1' }),
    /** Whether the SPICE server compresses audio. Since libvirt 0.9.1. */
    playback: child<SpicePlayback>(spicePlayback, { in: ['spice'], since: '0.9.1' }),
    /** Which moving images the SPICE server sends as a video stream. Since libvirt 0.9.2. */
    streaming: child<SpiceStreaming>(spiceStreaming, { in: ['spice'], since: '0.9.2' }),
    /**
     * Whether the SPICE viewer (`client`) or the guest (`server`) controls the mouse pointer. Default: `client`. Since
     * libvirt 0.9.11.
     */
    mouse: child<MouseMode>(mouseMode, { in: ['spice'], since: '0.9.11' }),
    /** Whether the guest and the SPICE viewer share a clipboard. Default: on. Since libvirt 0.9.3. */
    clipboard: child<Clipboard>(clipboard, { in: ['spice'], since: '0.9.3' }),
    /**
     * Whether users can copy files to the guest by dropping the files onto the SPICE viewer. Default: on. Since libvirt
     * 1.2.2.
     */
    filetransfer: child<SpiceFileTransfer>(spiceFileTransfer, { in: ['spice'], since: '1.2.2' }),
    /** Whether the display uses OpenGL on the host's GPU. Since libvirt 1.3.3. */
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
