import {
  integer,
  matching,
  oneOf,
  perVariant,
  positive,
  text,
  uint32,
  withSince,
  yesNo,
} from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'

/** `<audio>` of a device: the audio backend that plays the sound of the device. */
export interface AudioLink extends Infer<typeof audioLink> {}

export const audioLink = element(
  'audio',
  {
    /** The `id` of the audio backend that the device uses. Audio backends are the `<audio>` elements of the domain. */
    id: required(attribute(integer(1, 255))),
  },
  { lead: 'id', page: 'formatdomain.html#audio-backends' },
)

/**
 * `<settings>` in the `<input>` or `<output>` of an audio backend: the fixed sample format that the backend uses on the
 * host.
 */
export interface AudioSettings extends Infer<typeof audioSettings> {}

const audioSettings = element(
  'settings',
  {
    /**
     * The number of audio samples per second that the audio backend uses on the host, in Hz. Most backends default to
     * 44100.
     */
    frequency: attribute(positive),
    /** The number of audio channels that the audio backend uses on the host. Most backends default to 2. */
    channels: attribute(positive),
    /**
     * The format of an audio sample: signed (`s`), unsigned (`u`) or floating point (`f`), and the number of bits. If
     * omitted, the hypervisor chooses.
     */
    format: attribute(oneOf('s8 u8 s16 u16 s32 u32 f32')),
  },
  { page: 'formatdomain.html#audio-backends' },
)

/** `<input>` or `<output>` of an audio backend: the settings for recording or for playback. */
export interface AudioDirection extends Infer<typeof audioDirection> {}

const audioDirection = element(
  'output',
  {
    /**
     * Whether QEMU's mixing engine mixes audio streams and converts sample formats. Must be `no` for audio with more
     * than two channels.
     */
    mixingEngine: attribute(yesNo),
    /** Whether the audio backend uses the sample format in `settings` on the host. Requires `mixingEngine`. */
    fixedSettings: attribute(yesNo),
    /**
     * The number of voices, which are the audio streams that the backend handles at the same time. Most backends
     * default to 1.
     */
    voices: attribute(positive),
    /** The length of the audio backend's buffer, in microseconds. If omitted, the backend chooses. */
    bufferLength: attribute(positive),
    /** The sound device of the host, such as `/dev/dsp0`. If omitted, the hypervisor chooses. */
    dev: attribute(
      perVariant({
        alsa: matching(/.+/, 'a path or the name of a device'),
        oss: matching(/[a-zA-Z0-9_.\-\\:/]+/, 'a path such as "/dev/dsp0"'),
      }),
      { in: ['alsa', 'oss'] },
    ),
    /** The number of audio buffers. If you set `bufferCount`, also set `bufferLength`. */
    bufferCount: attribute(uint32, { in: ['coreaudio', 'oss', 'sdl'] }),
    /** Whether QEMU uses polling to wait for the OSS sound device, if possible. */
    tryPoll: attribute(yesNo, { in: ['oss'] }),
    /** The name of the JACK server that the audio backend connects to. */
    serverName: attribute(text, { in: ['jack'] }),
    /** The name of the JACK client that QEMU requests from the JACK server. The server may assign a different name. */
    clientName: attribute(text, { in: ['jack'] }),
    /** A regular expression that matches the names of the JACK ports that the audio backend connects to. */
    connectPorts: attribute(text, { in: ['jack'] }),
    /** Whether the client name on the JACK server must be exactly the name in `clientName`. */
    exactName: attribute(yesNo, { in: ['jack'] }),
    /** The name of the sound server's source (for recording) or sink (for playback) that the audio backend uses. */
    name: attribute(text, { in: ['pipewire', 'pulseaudio'] }),
    /** The name that the sound server shows for the guest's audio stream. */
    streamName: attribute(text, { in: ['pipewire', 'pulseaudio'] }),
    /** The audio latency that QEMU requests from the sound server, in microseconds. */
    latency: attribute(uint32, { in: ['pipewire', 'pulseaudio'] }),
    /** The sample format that the audio backend uses on the host if `fixedSettings` is set. */
    settings: child<AudioSettings>(audioSettings),
  },
  { variantBy: '../type', page: 'formatdomain.html#audio-backends' },
)

/** `<audio>`: an audio backend, which connects the guest's sound to a sound system of the host. */
export interface Audio extends Infer<typeof audio> {}

export const audio = element(
  'audio',
  {
    /**
     * The number of this audio backend, from 1. Sound devices and graphics devices refer to the audio backend by this
     * number.
     */
    id: required(attribute(integer(1, 255))),
    /**
     * The sound system of the host. With `none`, `spice` and `dbus`, only the viewer plays the sound. With `file`, the sound
     * is recorded to a file. Most values exist since libvirt 7.2.0.
     */
    type: required(
      attribute(
        withSince(oneOf('none alsa coreaudio jack oss pipewire pulseaudio sdl spice file dbus'), {
          dbus: '8.4.0',
          pipewire: '9.10.0',
        }),
      ),
    ),
    /**
     * The period of the timer that drives QEMU's audio processing, in microseconds. If omitted, the period is as short
     * as possible.
     */
    timerPeriod: attribute(positive),
    /** The host name of the PulseAudio server that the audio backend connects to. */
    serverName: attribute(text, { in: ['pulseaudio'] }),
    /** The directory of PipeWire's socket, such as `/run/user/1000`. Since libvirt 9.10.0. */
    runtimeDir: attribute(matching(/.+/, 'a path such as "/run/user/1000"'), {
      in: ['pipewire'],
      since: '9.10.0',
    }),
    /** The path of the host file to which the audio backend `file` writes the sound. */
    path: attribute(matching(/.+/, 'a path such as "/tmp/fv0.wav"'), { in: ['file'] }),
    /** The audio driver that the SDL library uses on the host. */
    driver: attribute(oneOf('esd alsa arts pulseaudio'), { in: ['sdl'] }),
    /** Whether QEMU accesses the OSS sound device through mapped memory, if possible. */
    tryMMap: attribute(yesNo, { in: ['oss'] }),
    /** Whether QEMU opens the OSS sound device exclusively. */
    exclusive: attribute(yesNo, { in: ['oss'] }),
    /**
     * The timing policy of the OSS sound device, from 0 to 10. Smaller values mean lower latency, but need more CPU
     * time. -1 selects the older fragment mode.
     */
    dspPolicy: attribute(integer(-(2 ** 31), 2 ** 31 - 1, 'a whole number from -1 to 10'), {
      in: ['oss'],
    }),
    /** The settings for audio that the guest records. */
    input: child<AudioDirection>(audioDirection),
    /** The settings for audio that the guest plays. */
    output: child<AudioDirection>(audioDirection),
  },
  { variantBy: 'type', page: 'formatdomain.html#audio-backends' },
)
