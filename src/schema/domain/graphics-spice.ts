import { oneOf, onOff, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/** Which connections of SPICE are encrypted. */
export const security = oneOf('any secure insecure')

/** `<channel>` of a SPICE server: whether one kind of its traffic is encrypted. */
export interface SpiceChannel extends Infer<typeof spiceChannel> {}

export const spiceChannel = element(
  'channel',
  {
    /** The kind of traffic. */
    name: required(
      attribute(oneOf('main display inputs cursor playback record smartcard usbredir')),
    ),
    /** `secure` takes the TLS port alone, `insecure` the other; `any` is the server's `defaultMode`. */
    mode: required(attribute(security)),
  },
  { page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<image>`: how a SPICE server compresses images. */
export interface SpiceImage extends Infer<typeof spiceImage> {}

export const spiceImage = element(
  'image',
  {
    /** The method; `auto_glz` and `auto_lz` choose one by the image. */
    compression: required(attribute(oneOf('auto_glz auto_lz quic glz lz off'))),
  },
  { lead: 'compression', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<jpeg>` or `<zlib>`: how a SPICE server compresses images on slow networks. */
export interface SpiceWanCompression extends Infer<typeof spiceWanCompression> {}

export const spiceWanCompression = element(
  'jpeg',
  {
    /** Whether it does; `auto` where the network is slow. */
    compression: required(attribute(oneOf('auto never always'))),
  },
  { lead: 'compression', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<playback>`: whether a SPICE server compresses sound. */
export interface SpicePlayback extends Infer<typeof spicePlayback> {}

export const spicePlayback = element(
  'playback',
  {
    /** Sound is compressed. */
    compression: required(attribute(onOff)),
  },
  { lead: 'compression', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<streaming>`: whether a SPICE server sends what moves as a video stream. */
export interface SpiceStreaming extends Infer<typeof spiceStreaming> {}

export const spiceStreaming = element(
  'streaming',
  {
    /** What is sent so: what looks like video (`filter`), `all` that moves, or nothing (`off`). */
    mode: required(attribute(oneOf('filter all off'))),
  },
  { lead: 'mode', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<filetransfer>`: dropping files onto the viewer of SPICE. */
export interface SpiceFileTransfer extends Infer<typeof spiceFileTransfer> {}

export const spiceFileTransfer = element(
  'filetransfer',
  {
    /** Files dropped onto the viewer go to the guest; they do where this is left out. */
    enable: required(attribute(yesNo)),
  },
  { lead: 'enable', page: 'formatdomain.html#graphical-framebuffers' },
)
