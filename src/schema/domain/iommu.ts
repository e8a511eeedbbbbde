import { newer, oneOf, onOff, uint8 } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi } from './device.ts'

/** `<driver>` of an IOMMU: what it can do. */
export interface IommuDriver extends Infer<typeof iommuDriver> {}

export const iommuDriver = element(
  'driver',
  {
    /** Whether it remaps interrupts; takes an I/O APIC of driver `qemu`. Since libvirt 3.4.0. */
    intremap: attribute(onOff, { since: '3.4.0' }),
    /** Whether it can cache what is not mapped, which host devices handed to the guest need. Since libvirt 3.4.0. */
    caching_mode: attribute(onOff, { since: '3.4.0' }),
    /** Whether interrupts reach more than 255 virtual CPUs; takes `intremap`. Since libvirt 3.4.0. */
    eim: attribute(onOff, { since: '3.4.0' }),
    /** Whether devices' requests to translate an address are cached. Since libvirt 3.5.0. */
    iotlb: attribute(onOff, { since: '3.5.0' }),
    /** How many bits an address has, 39 or 48. Since libvirt 6.5.0. */
    aw_bits: attribute(uint8, { since: '6.5.0' }),
    /** Whether it translates addresses at all; without it, it is there for interrupts alone. Since libvirt 10.7.0. */
    dma_translation: attribute(onOff, { since: '10.7.0' }),
  },
  { page: 'formatdomain.html#iommu-devices' },
)

/** `<iommu>`: the unit that translates the addresses of the guest's devices. */
export interface Iommu extends Infer<typeof iommu> {}

export const iommu = element(
  'iommu',
  {
    /** The model: `intel` for q35 machines, `smmuv3` for Arm, `virtio` for both. */
    model: required(
      attribute(newer(oneOf('intel smmuv3 virtio'), { smmuv3: '5.5.0', virtio: '8.3.0' })),
    ),
    /** What it can do. */
    driver: child<IommuDriver>(iommuDriver),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where it is plugged in, on PCI: of `virtio` only. */
    address: child<Address>(address),
  },
  { lead: 'model', page: 'formatdomain.html#iommu-devices' },
)
