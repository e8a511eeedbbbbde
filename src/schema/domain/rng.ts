import { absolutePath, newer, oneOf, positive } from '../core/codec.ts'
import {
  attribute,
  child,
  content,
  element,
  type Infer,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { type Address, address } from './address.ts'
import {
  type ChardevLog,
  type ChardevProtocol,
  type ChardevSource,
  chardevLog,
  chardevProtocol,
  chardevSource,
  chardevType,
} from './chardev-source.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  deviceAcpi,
  type VirtioDriver,
  virtioDriver,
} from './device.ts'

/** `<rate>` of a random number generator: how much the guest may take. */
export interface RngRate extends Infer<typeof rngRate> {}

const rngRate = element(
  'rate',
  {
    /** How many bytes it may take in a period. */
    bytes: required(attribute(positive)),
    /** The length of a period, in milliseconds; 1000 where it is left out. */
    period: attribute(positive, { default: '1000' }),
  },
  { lead: 'bytes', page: 'formatdomain.html#random-number-generator-device' },
)

/** `<backend>` of a random number generator: where randomness comes from. */
export interface RngBackend extends Infer<typeof rngBackend> {}

const rngBackend = element(
  'backend',
  {
    /** A device of the host (`random`), a daemon that speaks EGD (`egd`), or QEMU itself (`builtin`). */
    model: required(attribute(newer(oneOf('random egd builtin'), { builtin: '6.1.0' }))),
    /** How the daemon is reached. */
    type: requiredIn(['egd'], attribute(chardevType)),
    /** The path of the device, mostly `/dev/urandom`; QEMU takes `/dev/random` where it is left out. */
    path: content(absolutePath, { in: ['random'] }),
    /** The end of the connection to the daemon. Only `udp` has two. */
    source: many(child<ChardevSource>(chardevSource, { in: ['egd'] })),
    /** What is spoken over the connection. */
    protocol: child<ChardevProtocol>(chardevProtocol, { in: ['egd'] }),
    /** A file that keeps what passes through. Since libvirt 1.3.3. */
    log: child<ChardevLog>(chardevLog, { in: ['egd'], since: '1.3.3' }),
  },
  { by: 'model', page: 'formatdomain.html#random-number-generator-device' },
)

/** `<rng>`: a device that gives the guest random numbers. */
export interface Rng extends Infer<typeof rng> {}

export const rng = element(
  'rng',
  {
    /** The device: `virtio`, for guests of today (`-non-transitional`) or of old too. */
    model: required(
      attribute(
        newer(oneOf('virtio virtio-transitional virtio-non-transitional'), {
          'virtio-transitional': '5.2.0',
          'virtio-non-transitional': '5.2.0',
        }),
      ),
    ),
    /** How much the guest may take; as much as it likes where it is left out. Since libvirt 1.0.4. */
    rate: child<RngRate>(rngRate, { since: '1.0.4' }),
    /** Where randomness comes from. */
    backend: required(child<RngBackend>(rngBackend)),
    /** Options of virtio. Since libvirt 3.5.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '3.5.0' }),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where the guest sees it. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#random-number-generator-device' },
)
