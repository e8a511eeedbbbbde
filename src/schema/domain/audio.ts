import {
  integer,
  matching,
  oneOf,
  perVariant,
  text,
  uint8,
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
    /** The `id` of an `<audio>` element of the domain. */
    id: required(attribute(uint8)),
  },
  { lead: 'id', page: 'formatdomain.html#audio-backends' },
)

/** `<settings>` of an audio direction: the fixed sample format on the host. */
export interface AudioSettings extends Infer<typeof audioSettings> {}

const audioSettings = element(
  'settings',
  {
    /** The number of samples per second, in Hz. Most backends default to 44100. */
    frequency: attribute(uint32),
    /** The number of channels. Most backends default to 2. */
    channels: attribute(uint32),
    /**
     * The sample format: signed (`s`), unsigned (`u`) or floating point (`f`), and the number of bits. If omitted,
     * the hypervisor chooses.
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
    /** Whether QEMU's mixing engine mixes streams and converts sample formats. More than two channels require `no`. */
    mixingEngine: attribute(yesNo),
    /** Whether the sample format is fixed by `settings`. Requires the mixing engine. */
    fixedSettings: attribute(yesNo),
    /** The number of voices. Most backends default to 1. */
    voices: attribute(uint32),
    /** The length of the buffer, in microseconds. If omitted, the backend chooses. */
    bufferLength: attribute(uint32),
    /** The host's sound device, such as `/dev/dsp0`. If omitted, the hypervisor chooses. */
    dev: attribute(
      perVariant({
        alsa: matching(/.+/, 'a path or the name of a device'),
        oss: matching(/[a-zA-Z0-9_.\-\\:/]+/, 'a path such as "/dev/dsp0"'),
      }),
      { in: ['alsa', 'oss'] },
    ),
    /** The number of buffers. Set `bufferLength` as well. */
    bufferCount: attribute(uint32, { in: ['coreaudio', 'oss', 'sdl'] }),
    /** Whether QEMU uses polling to wait for the device, if possible. */
    tryPoll: attribute(yesNo, { in: ['oss'] }),
    /** The name of the JACK server to connect to. */
    serverName: attribute(text, { in: ['jack'] }),
    /** The client name requested from the JACK server. The server may change the name. */
    clientName: attribute(text, { in: ['jack'] }),
    /** A regular expression that selects the JACK ports to connect to by name. */
    connectPorts: attribute(text, { in: ['jack'] }),
    /** Whether the JACK server must use exactly `clientName`. */
    exactName: attribute(yesNo, { in: ['jack'] }),
    /** The name of the source or sink on the sound server. */
    name: attribute(text, { in: ['pipewire', 'pulseaudio'] }),
    /** The name of the guest's stream on the sound server. */
    streamName: attribute(text, { in: ['pipewire', 'pulseaudio'] }),
    /** The requested latency, in microseconds. */
    latency: attribute(uint32, { in: ['pipewire', 'pulseaudio'] }),
    /** The fixed sample format on the host, for `fixedSettings`. */
    settings: child<AudioSettings>(audioSettings),
  },
  { variantBy: '../type', page: 'formatdomain.html#audio-backends' },
)

/** `<audio>`: an audio backend, which connects the guest's sound to a sound system of the host. */
export interface Audio extends Infer<typeof audio> {}

export const audio = element(
  'audio',
  {
    /** The number that sound devices and graphics devices use to refer to this backend, from 1. */
    id: required(attribute(uint8)),
    /**
     * The sound system of the host. `none`, `spice` and `dbus` leave the sound to the viewer, and `file` records the
     * sound. Most values since libvirt 7.2.0.
     */
    type: required(
      attribute(
        withSince(oneOf('none alsa coreaudio jack oss pipewire pulseaudio sdl spice file dbus'), {
          dbus: '8.4.0',
          pipewire: '9.10.0',
        }),
      ),
    ),
    /** The period of the timer, in microseconds. If omitted, the period is as short as possible. */
    timerPeriod: attribute(uint32),
    /** The host name of the PulseAudio server. */
    serverName: attribute(text, { in: ['pulseaudio'] }),
    /** The directory of PipeWire's socket, such as `/run/user/1000`. Since libvirt 9.10.0. */
    runtimeDir: attribute(matching(/.+/, 'a path such as "/run/user/1000"'), {
      in: ['pipewire'],
      since: '9.10.0',
    }),
    /** The path of the file that receives the recorded sound. */
    path: attribute(matching(/.+/, 'a path such as "/tmp/fv0.wav"'), { in: ['file'] }),
    /** The audio driver that the SDL library uses. */
    driver: attribute(oneOf('esd alsa arts pulseaudio'), { in: ['sdl'] }),
    /** Whether QEMU accesses the sound device through mapped memory, if possible. */
    tryMMap: attribute(yesNo, { in: ['oss'] }),
    /** Whether QEMU opens the sound device exclusively. */
    exclusive: attribute(yesNo, { in: ['oss'] }),
    /**
     * The timing policy, from 0 to 10. Smaller values give lower latency and need more CPU time. -1 uses the older
     * fragment mode.
     */
    dspPolicy: attribute(integer(-(2 ** 31), 2 ** 31 - 1, 'a whole number from -1 to 10'), {
      in: ['oss'],
    }),
    /** The settings for recording by the guest. */
    input: child<AudioDirection>(audioDirection),
    /** The settings for playback by the guest. */
    output: child<AudioDirection>(audioDirection),
  },
  { variantBy: 'type', page: 'formatdomain.html#audio-backends' },
)
