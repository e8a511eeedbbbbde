import { newer, oneOf, onOff, positive } from '../core/codec.ts'
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

/** `<stats>` of a memory balloon: how often the guest tells how its memory is used. */
export interface BalloonStats extends Infer<typeof balloonStats> {}

const balloonStats = element(
  'stats',
  {
    /** The seconds from one report to the next. */
    period: required(attribute(positive)),
  },
  { lead: 'period', page: 'formatdomain.html#memory-balloon-device' },
)

/** `<memballoon>`: the device through which the host asks the guest to give memory back. */
export interface Memballoon extends Infer<typeof memballoon> {}

export const memballoon = element(
  'memballoon',
  {
    /** The model: `virtio` under QEMU, `xen` under Xen; `none` is no balloon. */
    model: required(
      attribute(
        newer(oneOf('virtio virtio-transitional virtio-non-transitional xen none'), {
          'virtio-transitional': '5.2.0',
          'virtio-non-transitional': '5.2.0',
          none: '0.8.4',
        }),
      ),
    ),
    /** Whether the guest takes memory back before it would kill a process for want of it. Since libvirt 1.3.1. */
    autodeflate: attribute(onOff, { since: '1.3.1' }),
    /** Whether pages that the guest does not use go back to the host at once. Since libvirt 6.9.0. */
    freePageReporting: attribute(onOff, { since: '6.9.0' }),
    /** How often the guest tells how its memory is used; never where it is left out. Since libvirt 1.1.1. */
    stats: child<BalloonStats>(balloonStats, { since: '1.1.1' }),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where it is plugged in. */
    address: child<Address>(address),
    /** How the virtio device is served. Since libvirt 3.5.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '3.5.0' }),
  },
  { lead: 'model', page: 'formatdomain.html#memory-balloon-device' },
)
