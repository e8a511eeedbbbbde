import { unsigned, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'
import { type Address, address } from './address.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  deviceAcpi,
  type VirtioDriver,
  virtioDriver,
  virtioModel,
} from './device.ts'

/** `<cid>` of a vsock: the number by which the host calls the guest. */
export interface VsockCid extends Infer<typeof vsockCid> {}

const vsockCid = element(
  'cid',
  {
    /** Whether libvirt chooses a free number at every start. */
    auto: attribute(yesNo),
    /** The number, from 3; each guest of a host has one of its own. */
    address: attribute(unsigned),
  },
  { lead: 'address', page: 'formatdomain.html#vsock' },
)

/** `<vsock>`: sockets between the host and the guest that need no network. */
export interface Vsock extends Infer<typeof vsock> {}

export const vsock = element(
  'vsock',
  {
    /** The model; `virtio` where it is left out. */
    model: attribute(virtioModel, { default: 'virtio' }),
    /** The number by which the host calls the guest. */
    cid: child<VsockCid>(vsockCid),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where it is plugged in. */
    address: child<Address>(address),
    /** How the virtio device is served. Since libvirt 7.1.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '7.1.0' }),
  },
  { page: 'formatdomain.html#vsock' },
)
