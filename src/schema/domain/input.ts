import { absolutePath, inVariant, newer, oneOf, onOff } from '../core/codec.ts'
import { attribute, child, element, type Infer, required, requiredIn } from '../core/element.ts'
import { type Address, address } from './address.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  deviceAcpi,
  type VirtioDriver,
  virtioDriver,
} from './device.ts'

const bus = oneOf('ps2 usb xen virtio')

/** `<source>` of an input device: the host's own device behind it. */
export interface InputSource extends Infer<typeof inputSource> {}

const inputSource = element(
  'source',
  {
    /** The path of the device that the guest gets to itself, as `/dev/input/event1`. */
    evdev: requiredIn(['passthrough'], attribute(absolutePath)),
    /** The path of the device that guest and host take turns with, as `/dev/input/event1`. */
    dev: requiredIn(['evdev'], attribute(absolutePath)),
    /** `all`: every input device goes over with this one. */
    grab: attribute(oneOf('all'), { in: ['evdev'] }),
    /** A key that is held repeats. */
    repeat: attribute(onOff, { in: ['evdev'] }),
    /** The keys that take it over and give it back; both control keys where it is left out. Since libvirt 7.6.0. */
    grabToggle: attribute(
      oneOf('ctrl-ctrl alt-alt shift-shift meta-meta scrolllock ctrl-scrolllock'),
      { in: ['evdev'], since: '7.6.0' },
    ),
  },
  { by: '../type', page: 'formatdomain.html#input-devices' },
)

/** `<input>`: a device that the person at the graphical console moves or types on. */
export interface Input extends Infer<typeof input> {}

export const input = element(
  'input',
  {
    /**
     * A `mouse` moves relatively; a `tablet` points absolutely, so that the pointers of guest and viewer stay together; a
     * `keyboard` types. `passthrough` and `evdev` are devices of the host: the guest's own, or in turns.
     */
    type: required(
      attribute(
        newer(oneOf('tablet mouse keyboard passthrough evdev'), {
          keyboard: '1.2.2',
          passthrough: '1.3.0',
          evdev: '7.4.0',
        }),
      ),
    ),
    /** The bus: `xen` is paravirtualized, `passthrough` is on `virtio`. */
    bus: requiredIn(
      ['passthrough'],
      attribute(
        newer(inVariant({ tablet: bus, mouse: bus, keyboard: bus, passthrough: oneOf('virtio') }), {
          virtio: '1.3.0',
        }),
        { in: ['tablet', 'mouse', 'keyboard', 'passthrough'] },
      ),
    ),
    /** On the `virtio` bus, whether it is for guests of today (`-non-transitional`) or of old too. Since libvirt 5.2.0. */
    model: attribute(oneOf('virtio virtio-transitional virtio-non-transitional'), {
      since: '5.2.0',
    }),
    /** Options of virtio. Since libvirt 3.5.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '3.5.0' }),
    /** The host's own device behind it. */
    source: requiredIn(['passthrough', 'evdev'], child<InputSource>(inputSource)),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where the guest sees it. */
    address: child<Address>(address),
  },
  { lead: 'type', by: 'type', page: 'formatdomain.html#input-devices' },
)
