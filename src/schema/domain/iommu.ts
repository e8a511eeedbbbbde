import { integer, oneOf, onOff, uint8, unsigned, withSince } from '../core/codec.ts'
import { attribute, child, either, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi } from './device.ts'
import { type SizeText, sizeIn, unit } from './size.ts'

const page = 'formatdomain.html#iommu-devices'

/**
 * `<granule>` of a virtio IOMMU: the page size of the IOMMU's mappings. A text is a size such as `'64KiB'`, or `'host'`
 * for the page size of the host.
 */
export interface IommuGranule extends Infer<typeof iommuGranule> {}

const iommuGranule = element(
  'granule',
  {
    /**
     * How the page size of the IOMMU is chosen. `host` means the page size of the host. Cannot be combined with `size`.
     */
    mode: attribute(oneOf('host')),
    /**
     * The page size of the IOMMU. Without `unit`, it is in KiB. QEMU supports 4, 8, 16 and 64 KiB. Cannot be combined with
     * `mode`.
     */
    size: attribute(unsigned),
    /** The unit of the IOMMU's page size. Default: KiB. */
    unit: attribute(unit, { default: 'KiB' }),
  },
  {
    expand: (shorthand: 'host' | SizeText) =>
      shorthand === 'host' ? { mode: shorthand } : sizeIn('size')(shorthand),
    choices: [either('mode', ['size', 'unit'])],
    requires: { unit: 'size' },
    page,
  },
)

const signedInteger = integer(-(2 ** 31), 2 ** 31 - 1, 'a whole number')

/** `<driver>` of an IOMMU: the features that the IOMMU offers to the guest. */
export interface IommuDriver extends Infer<typeof iommuDriver> {}

export const iommuDriver = element(
  'driver',
  {
    /**
     * Whether the IOMMU remaps interrupts. Requires the I/O interrupt controller `<ioapic driver="qemu"/>`. Since libvirt
     * 3.4.0.
     */
    intremap: attribute(onOff, { since: '3.4.0' }),
    /**
     * Whether the guest's IOMMU has caching mode, in which it can cache invalid entries. Assigned host devices require
     * this mode. Since libvirt 3.4.0.
     */
    caching_mode: attribute(onOff, { since: '3.4.0' }),
    /**
     * Whether the guest's IOMMU supports the extended interrupt mode, which guests with more than 255 vCPUs need.
     * Requires `intremap`. Since libvirt 3.4.0.
     */
    eim: attribute(onOff, { since: '3.4.0' }),
    /** Whether the IOMMU caches the address translations that devices request (IOTLB). Since libvirt 3.5.0. */
    iotlb: attribute(onOff, { since: '3.5.0' }),
    /** The width of the IOMMU's I/O addresses in bits, 39 or 48. Since libvirt 6.5.0. */
    aw_bits: attribute(uint8, { since: '6.5.0' }),
    /**
     * Whether the IOMMU translates the addresses of DMA accesses. With `false`, the IOMMU only remaps interrupts. Since
     * libvirt 10.7.0.
     */
    dma_translation: attribute(onOff, { since: '10.7.0' }),
    /**
     * Whether the IOMMU passes memory addresses through without translation. Only for the model `amd`. Since libvirt 11.5.0.
     */
    passthrough: attribute(onOff, { since: '11.5.0' }),
    /**
     * Whether the IOMMU supports the x2APIC mode, which guests with more than 255 vCPUs need. Only for the model `amd`. Since
     * libvirt 11.5.0.
     */
    xtsup: attribute(onOff, { since: '11.5.0' }),
    /** The index of the PCI controller whose devices use the IOMMU. Only for the model `smmuv3`. Since libvirt 11.10.0. */
    pciBus: attribute(unsigned, { since: '11.10.0' }),
    /**
     * Whether the host's SMMU accelerates the SMMU of the guest. Only for the model `smmuv3`. `cmdqv`, `ats`, `ril`,
     * `ssidsize` and `oas` require `accel`. Since libvirt 12.7.0.
     */
    accel: attribute(onOff, { since: '12.7.0' }),
    /**
     * Whether the guest uses command queues of the host's SMMU directly. The host must be an NVIDIA Tegra241. Since
     * libvirt 12.7.0.
     */
    cmdqv: attribute(onOff, { since: '12.7.0' }),
    /**
     * Whether devices can request address translations from the IOMMU and cache them (Address Translation Services).
     * The host's SMMU must support this. Since libvirt 12.7.0.
     */
    ats: attribute(onOff, { since: '12.7.0' }),
    /**
     * Whether the guest can invalidate a range of addresses in the IOMMU's caches at once (range invalidation). The
     * host's SMMU must support this. Since libvirt 12.7.0.
     */
    ril: attribute(onOff, { since: '12.7.0' }),
    /**
     * The width of the IOMMU's substream IDs in bits, from 0 to 20. Process address space IDs (PASID) require more than
     * 0 bits. Since libvirt 12.7.0.
     */
    ssidsize: attribute(signedInteger, { since: '12.7.0' }),
    /** The width of the IOMMU's output addresses in bits. Since libvirt 12.7.0. */
    oas: attribute(signedInteger, { since: '12.7.0' }),
    /** The page size of the IOMMU's mappings. Only for the model `virtio`. Since libvirt 12.1.0. */
    granule: child<IommuGranule>(iommuGranule, { since: '12.1.0' }),
  },
  { page },
)

/** `<iommu>`: the IOMMU of the guest, which translates the memory addresses of devices. */
export interface Iommu extends Infer<typeof iommu> {}

export const iommu = element(
  'iommu',
  {
    /** The IOMMU model: `intel` and `amd` for q35 machines, `smmuv3` for Arm machines, and `virtio` for both. */
    model: required(
      attribute(
        withSince(oneOf('intel smmuv3 virtio amd'), {
          smmuv3: '5.5.0',
          virtio: '8.3.0',
          amd: '11.5.0',
        }),
      ),
    ),
    /** The features that the IOMMU offers to the guest. */
    driver: child<IommuDriver>(iommuDriver),
    /** The name that libvirt and QEMU use for the IOMMU. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the IOMMU to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The PCI address of a `virtio` IOMMU. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { lead: 'model', page },
)
