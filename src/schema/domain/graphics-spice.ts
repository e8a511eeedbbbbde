import { oneOf, onOff, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/** Whether SPICE connections are encrypted. */
export const security = oneOf('any secure insecure')

/** `<channel>` of a SPICE server: whether one kind of traffic is encrypted. */
export interface SpiceChannel extends Infer<typeof spiceChannel> {}

export const spiceChannel = element(
  'channel',
  {
    /** The kind of traffic. */
    name: required(
      attribute(oneOf('main display inputs cursor playback record smartcard usbredir')),
    ),
    /**
     * `secure` uses only the TLS port, `insecure` uses only the plain port, and `any` uses the `defaultMode` of the
     * server.
     */
    mode: required(attribute(security)),
  },
  { page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<image>`: the image compression of a SPICE server. */
export interface SpiceImage extends Infer<typeof spiceImage> {}

export const spiceImage = element(
  'image',
  {
    /** The compression method. `auto_glz` and `auto_lz` choose a method per image. */
    compression: required(attribute(oneOf('auto_glz auto_lz quic glz lz off'))),
  },
  { lead: 'compression', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<jpeg>` or `<zlib>`: the image compression of a SPICE server on slow networks. */
export interface SpiceWanCompression extends Infer<typeof spiceWanCompression> {}

export const spiceWanCompression = element(
  'jpeg',
  {
    /** When images are compressed. `auto` compresses only on slow networks. */
    compression: required(attribute(oneOf('auto never always'))),
  },
  { lead: 'compression', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<playback>`: the audio compression of a SPICE server. */
export interface SpicePlayback extends Infer<typeof spicePlayback> {}

export const spicePlayback = element(
  'playback',
  {
    /** Whether audio is compressed. */
    compression: required(attribute(onOff)),
  },
  { lead: 'compression', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<streaming>`: whether a SPICE server sends moving images as a video stream. */
export interface SpiceStreaming extends Infer<typeof spiceStreaming> {}

export const spiceStreaming = element(
  'streaming',
  {
    /** Which moving images are sent as a video stream: those detected as video (`filter`), `all`, or none (`off`). */
    mode: required(attribute(oneOf('filter all off'))),
  },
  { lead: 'mode', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<filetransfer>`: whether users can copy files to the guest by dropping them onto the SPICE viewer. */
export interface SpiceFileTransfer extends Infer<typeof spiceFileTransfer> {}

export const spiceFileTransfer = element(
  'filetransfer',
  {
    /** Whether files that are dropped onto the viewer are copied to the guest. Default: `yes`. */
    enable: required(attribute(yesNo)),
  },
  { lead: 'enable', page: 'formatdomain.html#graphical-framebuffers' },
)
