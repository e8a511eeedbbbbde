import { newer, oneOf, uint32, yesNo } from '../core/codec.ts'
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

/** `<codec>` of a sound card: the plugs it has. */
export interface SoundCodec extends Infer<typeof soundCodec> {}

const soundCodec = element(
  'codec',
  {
    /** Line-in and line-out (`duplex`), microphone and speaker (`micro`), or line-out alone (`output`). */
    type: required(attribute(newer(oneOf('duplex micro output'), { output: '4.4.0' }))),
  },
  { lead: 'type', page: 'formatdomain.html#sound-devices' },
)

/** `<sound>`: a sound card of the guest. */
export interface Sound extends Infer<typeof sound> {}

export const sound = element(
  'sound',
  {
    /** The card: Intel's HD Audio is `ich6` or, for machines with PCI Express, `ich9`. */
    model: required(
      attribute(
        newer(oneOf('sb16 es1370 pcspk ac97 ich6 ich7 ich9 usb virtio'), {
          ac97: '0.6.0',
          ich6: '0.8.8',
          ich9: '1.1.3',
          usb: '1.2.8',
          ich7: '6.7.0',
          virtio: '10.4.0',
        }),
      ),
    ),
    /** A `usb` card has more than two channels. Since libvirt 9.4.0. */
    multichannel: attribute(yesNo, { since: '9.4.0' }),
    /** The number of streams of a `virtio` card; 2 where it is left out. Since libvirt 10.4.0. */
    streams: attribute(uint32, { since: '10.4.0' }),
    /** The plugs of an `ich6` or `ich9`; one `duplex` where there is none. Since libvirt 0.9.13. */
    codec: many(child<SoundCodec>(soundCodec, { since: '0.9.13' })),
    /** The audio backend that plays it; the domain's first where it is left out. Since libvirt 6.7.0. */
    audio: child<AudioLink>(audioLink, { since: '6.7.0' }),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where the guest sees it. */
    address: child<Address>(address),
    /** Options of a `virtio` card. Since libvirt 10.4.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '10.4.0' }),
  },
  { lead: 'model', page: 'formatdomain.html#sound-devices' },
)
