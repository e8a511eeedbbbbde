import { oneOf, positive, withSince, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type AudioLink, audioLink } from './audio.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  deviceAcpi,
  type VirtioDriver,
  virtioDriver,
} from './device.ts'

/** `<codec>` of a sound card: the inputs and outputs of the card. */
export interface SoundCodec extends Infer<typeof soundCodec> {}

const soundCodec = element(
  'codec',
  {
    /**
     * The inputs and outputs of the sound card: line-in and line-out (`duplex`), microphone and speaker (`micro`), or
     * line-out only (`output`).
     */
    type: required(attribute(withSince(oneOf('duplex micro output'), { output: '4.4.0' }))),
  },
  { lead: 'type', page: 'formatdomain.html#sound-devices' },
)

/** `<sound>`: a sound card of the guest. */
export interface Sound extends Infer<typeof sound> {}

export const sound = element(
  'sound',
  {
    /**
     * The model of the sound card. `ich6` and `ich9` are Intel HD Audio cards. `ich9` is for machines with PCI Express.
     */
    model: required(
      attribute(
        withSince(oneOf('sb16 es1370 pcspk ac97 ich6 ich7 ich9 usb virtio'), {
          ac97: '0.6.0',
          ich6: '0.8.8',
          ich9: '1.1.3',
          usb: '1.2.8',
          ich7: '6.7.0',
          virtio: '10.4.0',
        }),
      ),
    ),
    /** Whether a `usb` sound card has more than two channels. Since libvirt 9.4.0. */
    multichannel: attribute(yesNo, { since: '9.4.0' }),
    /** The number of audio streams of a `virtio` sound card. Default: 2. Since libvirt 10.4.0. */
    streams: attribute(positive, { since: '10.4.0' }),
    /**
     * The inputs and outputs of an `ich6` or `ich9` sound card. Default: line-in and line-out (`duplex`). Since libvirt
     * 0.9.13.
     */
    codec: many(child<SoundCodec>(soundCodec, { since: '0.9.13' })),
    /**
     * The audio backend that plays the sound card's sound on the host. Default: the first audio backend of the domain.
     * Since libvirt 6.7.0.
     */
    audio: child<AudioLink>(audioLink, { since: '6.7.0' }),
    /** The name that libvirt and QEMU use for the sound card. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the sound card to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the sound card in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
    /** The virtio options of a `virtio` sound card. Since libvirt 10.4.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '10.4.0' }),
  },
  { lead: 'model', page: 'formatdomain.html#sound-devices' },
)
