import { absolutePath, oneOf, positive, withSince } from '../core/codec.ts'
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

/** `<rate>` of a random number generator: limits the rate at which the guest reads random data. */
export interface RngRate extends Infer<typeof rngRate> {}

const rngRate = element(
  'rate',
  {
    /** The number of bytes of random data that the guest can read in each period. */
    bytes: required(attribute(positive)),
    /** The length of the period in which the guest can read `bytes` of random data, in milliseconds. Default: 1000. */
    period: attribute(positive, { default: '1000' }),
  },
  { lead: 'bytes', page: 'formatdomain.html#random-number-generator-device' },
)

/** `<backend>` of a random number generator: the source of the random data. */
export interface RngBackend extends Infer<typeof rngBackend> {}

const rngBackend = element(
  'backend',
  {
    /**
     * Where the random data comes from: a host device (`random`), an EGD daemon (`egd`), or QEMU itself (`builtin`).
     */
    model: required(attribute(withSince(oneOf('random egd builtin'), { builtin: '6.1.0' }))),
    /** The type of the connection to the EGD daemon, which provides the random data. */
    type: requiredIn(['egd'], attribute(chardevType)),
    /**
     * The path of the host device from which QEMU reads random data, usually `/dev/urandom`. QEMU's default:
     * `/dev/random`.
     */
    path: content(absolutePath, { in: ['random'] }),
    /**
     * The endpoint of the connection to the EGD daemon, which provides the random data. A connection of type `udp` has
     * two endpoints.
     */
    source: many(child<ChardevSource>(chardevSource, { in: ['egd'] })),
    /** The protocol of the connection to the EGD daemon. */
    protocol: child<ChardevProtocol>(chardevProtocol, { in: ['egd'] }),
    /** The file in which the hypervisor records the data of the connection to the EGD daemon. Since libvirt 1.3.3. */
    log: child<ChardevLog>(chardevLog, { in: ['egd'], since: '1.3.3' }),
  },
  { variantBy: 'model', page: 'formatdomain.html#random-number-generator-device' },
)

/** `<rng>`: a device that provides random numbers to the guest. */
export interface Rng extends Infer<typeof rng> {}

export const rng = element(
  'rng',
  {
    /**
     * The model of the random number generator. `virtio-transitional` also works with old guests, and
     * `virtio-non-transitional` works only with current guests.
     */
    model: required(
      attribute(
        withSince(oneOf('virtio virtio-transitional virtio-non-transitional'), {
          'virtio-transitional': '5.2.0',
          'virtio-non-transitional': '5.2.0',
        }),
      ),
    ),
    /** The limit of the rate at which the guest reads random data. Default: unlimited. Since libvirt 1.0.4. */
    rate: child<RngRate>(rngRate, { since: '1.0.4' }),
    /** The source of the random data that the guest reads. */
    backend: required(child<RngBackend>(rngBackend)),
    /** The virtio options of the random number generator. Since libvirt 3.5.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '3.5.0' }),
    /** The name that libvirt and QEMU use for the random number generator. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the random number generator to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the random number generator in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#random-number-generator-device' },
)
