import { absolutePath, oneOf, onOff, perVariant, withSince } from '../core/codec.ts'
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

const inputBus = oneOf('ps2 usb xen virtio')

/** `<source>` of an input device: the device on the host that provides the input. */
export interface InputSource extends Infer<typeof inputSource> {}

const inputSource = element(
  'source',
  {
    /** The path of the host's input device that only the guest uses, such as `/dev/input/event1`. */
    evdev: requiredIn(['passthrough'], attribute(absolutePath)),
    /** The path of the host's input device that the guest and the host use alternately, such as `/dev/input/event1`. */
    dev: requiredIn(['evdev'], attribute(absolutePath)),
    /**
     * Whether the guest's other evdev devices are switched together with this input device. The only value is `all`.
     */
    grab: attribute(oneOf('all'), { in: ['evdev'] }),
    /** Whether a key that is held down on this input device repeats. */
    repeat: attribute(onOff, { in: ['evdev'] }),
    /**
     * The keys with which the user switches the input device between guest and host. Default: both control keys. Since
     * libvirt 7.6.0.
     */
    grabToggle: attribute(
      oneOf('ctrl-ctrl alt-alt shift-shift meta-meta scrolllock ctrl-scrolllock'),
      { in: ['evdev'], since: '7.6.0' },
    ),
  },
  { variantBy: '../type', page: 'formatdomain.html#input-devices' },
)

/** `<input>`: a mouse, tablet or keyboard of the guest. */
export interface Input extends Infer<typeof input> {}

export const input = element(
  'input',
  {
    /**
     * The type of input device. A `mouse` reports relative movement. A `tablet` reports absolute positions, so that the
     * pointers of guest and viewer stay together. A `keyboard` reports keys. With `passthrough`, only the guest uses a host
     * device. With `evdev`, guest and host share a host device.
     */
    type: required(
      attribute(
        withSince(oneOf('tablet mouse keyboard passthrough evdev'), {
          keyboard: '1.2.2',
          passthrough: '1.3.0',
          evdev: '7.4.0',
        }),
      ),
    ),
    /** The bus of the input device. The bus `xen` is paravirtualized. Devices of type `passthrough` require `virtio`. */
    bus: requiredIn(
      ['passthrough'],
      attribute(
        withSince(
          perVariant({
            tablet: inputBus,
            mouse: inputBus,
            keyboard: inputBus,
            passthrough: oneOf('virtio'),
          }),
          {
            virtio: '1.3.0',
          },
        ),
        { in: ['tablet', 'mouse', 'keyboard', 'passthrough'] },
      ),
    ),
    /**
     * The model of an input device on the `virtio` bus. `virtio-transitional` also works with old guests, and
     * `virtio-non-transitional` works only with current guests. Since libvirt 5.2.0.
     */
    model: attribute(oneOf('virtio virtio-transitional virtio-non-transitional'), {
      since: '5.2.0',
    }),
    /** The virtio options of the input device. Since libvirt 3.5.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '3.5.0' }),
    /** The device on the host that provides the input. */
    source: requiredIn(['passthrough', 'evdev'], child<InputSource>(inputSource)),
    /** The name that libvirt and QEMU use for the input device. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the input device to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the input device in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { lead: 'type', variantBy: 'type', page: 'formatdomain.html#input-devices' },
)
