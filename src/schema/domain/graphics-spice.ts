import { oneOf, onOff, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/** The values that a SPICE server accepts for encryption: TLS only, plain text only, or both. */
export const security = oneOf('any secure insecure')

/** `<channel>` of a SPICE server: whether the server encrypts one kind of traffic, such as the display. */
export interface SpiceChannel extends Infer<typeof spiceChannel> {}

export const spiceChannel = element(
  'channel',
  {
    /** The kind of SPICE traffic that is encrypted or not, such as the display or the keyboard and mouse (`inputs`). */
    name: required(
      attribute(oneOf('main display inputs cursor playback record smartcard usbredir')),
    ),
    /**
     * Whether the SPICE server encrypts the kind of traffic that `name` gives. `secure` uses only the TLS port,
     * `insecure` uses only the plain port, and `any` uses the `defaultMode` of the server.
     */
    mode: required(attribute(security)),
  },
  { page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<image>`: how a SPICE server compresses images. */
export interface SpiceImage extends Infer<typeof spiceImage> {}

export const spiceImage = element(
  'image',
  {
    /**
     * The method with which the SPICE server compresses images. `auto_glz` and `auto_lz` choose a method for each
     * image.
     */
    compression: required(attribute(oneOf('auto_glz auto_lz quic glz lz off'))),
  },
  { lead: 'compression', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<jpeg>` or `<zlib>`: how a SPICE server compresses images on slow networks. */
export interface SpiceWanCompression extends Infer<typeof spiceWanCompression> {}

export const spiceWanCompression = element(
  'jpeg',
  {
    /** When the SPICE server compresses images with JPEG or zlib: always, never, or only on slow networks (`auto`). */
    compression: required(attribute(oneOf('auto never always'))),
  },
  { lead: 'compression', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<playback>`: whether a SPICE server compresses audio. */
export interface SpicePlayback extends Infer<typeof spicePlayback> {}

export const spicePlayback = element(
  'playback',
  {
    /** Whether the SPICE server compresses audio. */
    compression: required(attribute(onOff)),
  },
  { lead: 'compression', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<streaming>`: whether a SPICE server sends moving images as a video stream. */
export interface SpiceStreaming extends Infer<typeof spiceStreaming> {}

export const spiceStreaming = element(
  'streaming',
  {
    /**
     * Which moving images the SPICE server sends as a video stream: the images that it detects as video (`filter`), all
     * images (`all`), or no images (`off`).
     */
    mode: required(attribute(oneOf('filter all off'))),
  },
  { lead: 'mode', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<filetransfer>`: whether users can copy files to the guest by dropping the files onto the SPICE viewer. */
export interface SpiceFileTransfer extends Infer<typeof spiceFileTransfer> {}

export const spiceFileTransfer = element(
  'filetransfer',
  {
    /** Whether users can copy files to the guest by dropping the files onto the SPICE viewer. Default: `yes`. */
    enable: required(attribute(yesNo)),
  },
  { lead: 'enable', page: 'formatdomain.html#graphical-framebuffers' },
)
