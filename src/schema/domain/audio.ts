import {
  integer,
  inVariant,
  matching,
  newer,
  oneOf,
  text,
  uint8,
  uint32,
  yesNo,
} from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'

/** `<audio>` of a device: the audio backend that plays its sound. */
export interface AudioLink extends Infer<typeof audioLink> {}

export const audioLink = element(
  'audio',
  {
    /** The `id` of an `<audio>` of the domain. */
    id: required(attribute(uint8)),
  },
  { lead: 'id', page: 'formatdomain.html#audio-backends' },
)

/** `<settings>` of a direction: what samples look like, where that is fixed. */
export interface AudioSettings extends Infer<typeof audioSettings> {}

const audioSettings = element(
  'settings',
  {
    /** Samples a second, in Hz; mostly 44100 where it is left out. */
    frequency: attribute(uint32),
    /** The number of channels; mostly 2 where it is left out. */
    channels: attribute(uint32),
    /** The format of a sample: signed, unsigned or floating point, and its bits. The hypervisor's choice where it is left out. */
    format: attribute(oneOf('s8 u8 s16 u16 s32 u32 f32')),
  },
  { page: 'formatdomain.html#audio-backends' },
)

/** `<input>` or `<output>` of an audio backend: one direction of sound. */
export interface AudioDirection extends Infer<typeof audioDirection> {}

const audioDirection = element(
  'output',
  {
    /** The hypervisor mixes, and converts between formats; without, more than two channels are possible. */
    mixingEngine: attribute(yesNo),
    /** What samples look like is fixed by `settings`. Only where the mixing engine is on. */
    fixedSettings: attribute(yesNo),
    /** The number of voices; mostly 1 where it is left out. */
    voices: attribute(uint32),
    /** The length of the buffer, in microseconds; the backend's choice where it is left out. */
    bufferLength: attribute(uint32),
    /** The path of the host's sound device, as `/dev/dsp0`; the hypervisor's choice where it is left out. */
    dev: attribute(
      inVariant({
        alsa: matching(/.+/, 'a path or the name of a device'),
        oss: matching(/[a-zA-Z0-9_.\-\\:/]+/, 'a path, as "/dev/dsp0"'),
      }),
      { in: ['alsa', 'oss'] },
    ),
    /** The number of buffers; give `bufferLength` as well. */
    bufferCount: attribute(uint32, { in: ['coreaudio', 'oss', 'sdl'] }),
    /** Wait for the device by polling it, where that is possible. */
    tryPoll: attribute(yesNo, { in: ['oss'] }),
    /** The JACK server to connect to. */
    serverName: attribute(text, { in: ['jack'] }),
    /** The name to go by at the JACK server, which may change it. */
    clientName: attribute(text, { in: ['jack'] }),
    /** A regular expression of the names of JACK ports to connect to. */
    connectPorts: attribute(text, { in: ['jack'] }),
    /** The JACK server does not change the name. */
    exactName: attribute(yesNo, { in: ['jack'] }),
    /** The name of the source or sink. */
    name: attribute(text, { in: ['pipewire', 'pulseaudio'] }),
    /** The name of the guest's stream. */
    streamName: attribute(text, { in: ['pipewire', 'pulseaudio'] }),
    /** The latency wanted, in microseconds. */
    latency: attribute(uint32, { in: ['pipewire', 'pulseaudio'] }),
    /** What samples look like, where that is fixed. */
    settings: child<AudioSettings>(audioSettings),
  },
  { by: '../type', page: 'formatdomain.html#audio-backends' },
)

/** `<audio>`: where the sound of the guest goes on the host. */
export interface Audio extends Infer<typeof audio> {}

export const audio = element(
  'audio',
  {
    /** The number by which sound cards and screens name it, from 1. */
    id: required(attribute(uint8)),
    /** The sound system of the host; `none`, `spice` and `dbus` play at the viewer, `file` records. Most of them since libvirt 7.2.0. */
    type: required(
      attribute(
        newer(oneOf('none alsa coreaudio jack oss pipewire pulseaudio sdl spice file dbus'), {
          dbus: '8.4.0',
          pipewire: '9.10.0',
        }),
      ),
    ),
    /** The period of the timer, in microseconds, from 1; the shortest possible where it is left out. */
    timerPeriod: attribute(uint32),
    /** The host of the PulseAudio server. */
    serverName: attribute(text, { in: ['pulseaudio'] }),
    /** The folder with PipeWire's socket, as `/run/user/1000`. Since libvirt 9.10.0. */
    runtimeDir: attribute(matching(/.+/, 'a path, as "/run/user/1000"'), {
      in: ['pipewire'],
      since: '9.10.0',
    }),
    /** The path of the file that is recorded. */
    path: attribute(matching(/.+/, 'a path, as "/tmp/fv0.wav"'), { in: ['file'] }),
    /** The driver of the SDL library. */
    driver: attribute(oneOf('esd alsa arts pulseaudio'), { in: ['sdl'] }),
    /** Memory of the device is mapped, where that is possible. */
    tryMMap: attribute(yesNo, { in: ['oss'] }),
    /** Nobody else may use the device. */
    exclusive: attribute(yesNo, { in: ['oss'] }),
    /** From 0 to 10, the smaller the sooner and the dearer; -1 works with fragments. */
    dspPolicy: attribute(integer(-(2 ** 31), 2 ** 31 - 1, 'a whole number from -1 to 10'), {
      in: ['oss'],
    }),
    /** What the guest records. */
    input: child<AudioDirection>(audioDirection),
    /** What the guest plays. */
    output: child<AudioDirection>(audioDirection),
  },
  { by: 'type', page: 'formatdomain.html#audio-backends' },
)
