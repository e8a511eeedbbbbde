import {
  absolutePath,
  hostAddress,
  integer,
  inVariant,
  matching,
  newer,
  oneOf,
  text,
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

// The port of a guest that runs says where its viewers are.
const isAutomatic: Assigned = ({ autoport }) => autoport === 'yes'

const portOrAuto = integer(-1, 65535, 'a port from 1 to 65535, or -1')

const dateTime = matching(
  /-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?/,
  'a date and time, as "2026-12-31T23:59:59"',
)

/** `<gl>`: drawing with the host's graphics processor. */
export interface GraphicsGl extends Infer<typeof graphicsGl> {}

const graphicsGl = element(
  'gl',
  {
    /** OpenGL is used. */
    enable: requiredIn(['sdl', 'spice', 'dbus'], attribute(yesNo)),
    /** The path of the render node, as `/dev/dri/renderD128`; QEMU's choice where it is left out. Since libvirt 3.1.0. */
    rendernode: attribute(absolutePath, {
      in: ['spice', 'dbus', 'egl-headless'],
      since: '3.1.0',
    }),
  },
  { lead: 'enable', by: '../type', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<graphics>`: the graphical console. */
export interface Graphics extends Infer<typeof graphics> {}

export const graphics = element(
  'graphics',
  {
    /**
     * `vnc`, `spice` and `rdp` serve the screen over the network, `dbus` on a bus of the host; `sdl` and VirtualBox's
     * `desktop` open a window on the host's desktop; `egl-headless` draws for the others with the host's graphics processor.
     */
    type: required(
      attribute(
        newer(oneOf('sdl vnc spice rdp desktop egl-headless dbus'), {
          spice: '0.8.6',
          'egl-headless': '4.6.0',
          dbus: '8.4.0',
        }),
      ),
    ),
    /** The TCP port; -1 is the old way to say `autoport`. */
    port: attribute(portOrAuto, { in: ['vnc', 'spice', 'rdp'], assigned: isAutomatic }),
    /** The TCP port for encrypted connections; -1 is the old way to say `autoport`. */
    tlsPort: attribute(portOrAuto, { in: ['spice'], assigned: isAutomatic }),
    /** libvirt chooses free ports when the guest starts. */
    autoport: attribute(yesNo, { in: ['vnc', 'spice', 'rdp'] }),
    /** The port for browsers (VNC over WebSocket); -1 lets libvirt choose. Since libvirt 1.0.6. */
    websocket: attribute(portOrAuto, { in: ['vnc'], since: '1.0.6' }),
    /** Under bhyve, the guest starts only when a viewer connects. Since libvirt 11.10.0. */
    wait: attribute(yesNo, { in: ['vnc'], since: '11.10.0' }),
    /** A new connection takes the place of the one there is. */
    replaceUser: attribute(yesNo, { in: ['rdp'] }),
    /** Several may be connected at once. */
    multiUser: attribute(yesNo, { in: ['rdp'] }),
    /** The path of a UNIX socket to wait at, instead of ports. Since libvirt 0.8.8. */
    socket: attribute(absolutePath, { in: ['vnc'], since: '0.8.8' }),
    /** The address the server listens on, the first of its `listens`; the host's own default where it is left out. */
    listen: attribute(hostAddress, { in: ['vnc', 'spice', 'rdp'] }),
    /** The layout of the viewer's keyboard, as `en-us`. */
    keymap: attribute(text, { in: ['vnc', 'spice'] }),
    /** Who may look on: those who let others too (`allow-exclusive`), everybody (`ignore`), or only together (`force-shared`). Since libvirt 1.0.6. */
    sharePolicy: attribute(oneOf('allow-exclusive force-shared ignore'), {
      in: ['vnc'],
      default: 'allow-exclusive',
      since: '1.0.6',
    }),
    /** Viewers may shut the guest down and start it again. Since libvirt 7.1.0. */
    powerControl: attribute(yesNo, { in: ['vnc'], since: '7.1.0' }),
    /** The X display the window opens on, as `:0.0`. */
    display: attribute(text, { in: ['sdl', 'desktop'] }),
    /** The file with the X authority. */
    xauth: attribute(text, { in: ['sdl'] }),
    /** The window fills the screen. Of `desktop` until libvirt 12.8.0 at the latest. */
    fullscreen: attribute(yesNo, { in: ['sdl'], goneFrom: { desktop: '12.8.0' } }),
    /** The name of the user. Since libvirt 11.1.0. */
    username: attribute(text, { in: ['rdp'], since: '11.1.0' }),
    /** The password, in clear text; an empty one lets nobody in. */
    passwd: attribute(text, { in: ['vnc', 'spice', 'rdp'], was: 'password' }),
    /** Until when the password is good, in UTC. */
    passwdValidTo: attribute(dateTime, { in: ['vnc', 'spice'] }),
    /** What becomes of a connected viewer when the password changes. Since libvirt 0.9.3. */
    connected: attribute(inVariant({ vnc: oneOf('keep'), spice: oneOf('fail disconnect keep') }), {
      in: ['vnc', 'spice'],
      since: '0.9.3',
    }),
    /** Whether traffic is encrypted where its `channel` says nothing; `any` is if possible. Since libvirt 0.9.12. */
    defaultMode: attribute(security, { in: ['spice'], default: 'any', since: '0.9.12' }),
    /** Viewers get connections of their own, through libvirt, instead of a bus. */
    p2p: attribute(yesNo, { in: ['dbus'] }),
    /** The address of the bus; one of the guest's own where it is left out. */
    address: attribute(matching(/.+/, 'a D-Bus address, as "unix:path=/tmp/bus"'), {
      in: ['dbus'],
    }),
    /** Where the server waits for viewers. Since libvirt 0.9.4. */
    listens: many(
      child<GraphicsListen>(graphicsListen, {
        name: 'listen',
        in: ['vnc', 'spice', 'rdp'],
        since: '0.9.4',
      }),
    ),
    /** Whether a kind of traffic is encrypted, unlike the others. */
    channel: many(child<SpiceChannel>(spiceChannel, { in: ['spice'] })),
    /** The audio backend that plays to the viewer; the domain's first where it is left out. Since libvirt 7.2.0. */
    audio: child<AudioLink>(audioLink, { in: ['vnc', 'dbus'], since: '7.2.0' }),
    /** How images are compressed. Since libvirt 0.9.1. */
    image: child<SpiceImage>(spiceImage, { in: ['spice'], since: '0.9.1' }),
    /** How photographs are compressed on slow networks. Since libvirt 0.9.1. */
    jpeg: child<SpiceWanCompression>(spiceWanCompression, { in: ['spice'], since: '0.9.1' }),
    /** How images are compressed on slow networks. Since libvirt 0.9.1. */
    zlib: child<SpiceWanCompression>(spiceWanCompression, { in: ['spice'], since: '0.9.1' }),
    /** Whether sound is compressed. Since libvirt 0.9.1. */
    playback: child<SpicePlayback>(spicePlayback, { in: ['spice'], since: '0.9.1' }),
    /** Whether what moves is sent as video. Since libvirt 0.9.2. */
    streaming: child<SpiceStreaming>(spiceStreaming, { in: ['spice'], since: '0.9.2' }),
    /** Whose pointer moves; the viewer's where it is left out. Since libvirt 0.9.11. */
    mouse: child<MouseMode>(mouseMode, { in: ['spice'], since: '0.9.11' }),
    /** Copying and pasting between guest and viewer; on where it is left out. Since libvirt 0.9.3. */
    clipboard: child<Clipboard>(clipboard, { in: ['spice'], since: '0.9.3' }),
    /** Dropping files onto the viewer; on where it is left out. Since libvirt 1.2.2. */
    filetransfer: child<SpiceFileTransfer>(spiceFileTransfer, { in: ['spice'], since: '1.2.2' }),
    /** Drawing with the host's graphics processor. Since libvirt 1.3.3. */
    gl: child<GraphicsGl>(graphicsGl, {
      in: ['sdl', 'spice', 'dbus', 'egl-headless'],
      since: '1.3.3',
    }),
  },
  {
    by: 'type',
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
