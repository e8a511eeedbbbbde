import { integer, oneOf, onOff, withSince } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  deviceAcpi,
  type VirtioDriver,
  virtioDriver,
} from './device.ts'

/** `<stats>` of a memory balloon: how often the guest reports memory statistics to the host. */
export interface BalloonStats extends Infer<typeof balloonStats> {}

const balloonStats = element(
  'stats',
  {
    /** The interval between two reports of memory statistics, in seconds. */
    period: required(attribute(integer(1, 2 ** 31 - 1))),
  },
  { lead: 'period', page: 'formatdomain.html#memory-balloon-device' },
)

/** `<memballoon>`: the memory balloon, through which the host reclaims memory from the guest. */
export interface Memballoon extends Infer<typeof memballoon> {}

export const memballoon = element(
  'memballoon',
  {
    /** The model of the memory balloon: `virtio` for QEMU, and `xen` for Xen. The model `none` disables the balloon. */
    model: required(
      attribute(
        withSince(oneOf('virtio virtio-transitional virtio-non-transitional xen none'), {
          'virtio-transitional': '5.2.0',
          'virtio-non-transitional': '5.2.0',
          none: '0.8.4',
        }),
      ),
    ),
    /**
     * Whether the memory balloon returns memory to the guest when the guest would otherwise kill processes to free
     * memory. Since libvirt 1.3.1.
     */
    autodeflate: attribute(onOff, { since: '1.3.1' }),
    /** Whether the guest reports its unused memory pages, so that the host can use them. Since libvirt 6.9.0. */
    freePageReporting: attribute(onOff, { since: '6.9.0' }),
    /**
     * How often the guest reports memory statistics to the host. By default, the guest reports no statistics. Since
     * libvirt 1.1.1.
     */
    stats: child<BalloonStats>(balloonStats, { since: '1.1.1' }),
    /** The name that libvirt and QEMU use for the memory balloon. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the memory balloon to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the memory balloon in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
    /** The virtio options of the memory balloon. Since libvirt 3.5.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '3.5.0' }),
  },
  { lead: 'model', page: 'formatdomain.html#memory-balloon-device' },
)
