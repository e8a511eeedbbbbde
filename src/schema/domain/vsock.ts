import { positive, yesNo } from '../core/codec.ts'
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

/** `<cid>` of a vsock device: the context ID (CID) of the guest. The host connects to the guest with this ID. */
export interface VsockCid extends Infer<typeof vsockCid> {}

const vsockCid = element(
  'cid',
  {
    /** Whether libvirt chooses a free context ID (CID) for the guest at every start. */
    auto: attribute(yesNo),
    /** The context ID (CID) of the guest. It must be at least 3 and unique on the host. */
    address: attribute(positive),
  },
  { lead: 'address', page: 'formatdomain.html#vsock' },
)

/** `<vsock>`: a device that provides sockets between the guest and the host, which work without a network. */
export interface Vsock extends Infer<typeof vsock> {}

export const vsock = element(
  'vsock',
  {
    /** The model of the vsock device. Default: `virtio`. */
    model: attribute(virtioModel, { default: 'virtio' }),
    /** The context ID (CID) of the guest. The host connects to the guest with this ID. */
    cid: child<VsockCid>(vsockCid),
    /** The name that libvirt and QEMU use for the vsock device. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the vsock device to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the vsock device in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
    /** The virtio options of the vsock device. Since libvirt 7.1.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '7.1.0' }),
  },
  { page: 'formatdomain.html#vsock' },
)
