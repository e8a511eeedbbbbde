import { integer, newer, oneOf, onOff, uint8, unsigned } from '../core/codec.ts'
import { attribute, child, either, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi } from './device.ts'
import { type SizeText, sizeIn, unit } from './size.ts'

const page = 'formatdomain.html#iommu-devices'

/** `<granule>` of a virtio IOMMU: the size of the pages that it maps. Text is a size, as `'64KiB'`, or `'host'`. */
export interface IommuGranule extends Infer<typeof iommuGranule> {}

const iommuGranule = element(
  'granule',
  {
    /** `host` takes the size of the host's pages. Instead of `size`. */
    mode: attribute(oneOf('host')),
    /** The size, in KiB unless `unit` names another unit; QEMU takes 4, 8, 16 and 64 KiB. Instead of `mode`. */
    size: attribute(unsigned),
    /** The unit of the size; KiB if it is missing. */
    unit: attribute(unit, { default: 'KiB' }),
  },
  {
    expand: (shorthand: 'host' | SizeText) =>
      shorthand === 'host' ? { mode: shorthand } : sizeIn('size')(shorthand),
    choices: [either('mode', ['size', 'unit'])],
    needs: { unit: 'size' },
    page,
  },
)

const signed = integer(-(2 ** 31), 2 ** 31 - 1, 'a whole number')

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
    /** Whether it leaves addresses as they are; `amd` only. Since libvirt 11.5.0. */
    passthrough: attribute(onOff, { since: '11.5.0' }),
    /** Whether interrupts reach more than 255 virtual CPUs (x2APIC mode); `amd` only. Since libvirt 11.5.0. */
    xtsup: attribute(onOff, { since: '11.5.0' }),
    /** The index of the PCI controller whose devices it serves; `smmuv3` only. Since libvirt 11.10.0. */
    pciBus: attribute(unsigned, { since: '11.10.0' }),
    /** Whether the host's own unit does the work; `smmuv3` only, as are the settings below, which require it. Since libvirt 12.7.0. */
    accel: attribute(onOff, { since: '12.7.0' }),
    /** Whether the guest has command queues of its own in the host's unit, on NVIDIA Tegra241. Since libvirt 12.7.0. */
    cmdqv: attribute(onOff, { since: '12.7.0' }),
    /** Whether devices can ask for translations and keep them (ATS), if the host's unit can. Since libvirt 12.7.0. */
    ats: attribute(onOff, { since: '12.7.0' }),
    /** Whether the guest can invalidate ranges of addresses at once, if the host's unit can. Since libvirt 12.7.0. */
    ril: attribute(onOff, { since: '12.7.0' }),
    /** How many bits the number of an address space of a device has, from 0 to 20; more than 0 for PASID. Since libvirt 12.7.0. */
    ssidsize: attribute(signed, { since: '12.7.0' }),
    /** How many bits an address has that comes out of it. Since libvirt 12.7.0. */
    oas: attribute(signed, { since: '12.7.0' }),
    /** The size of the pages that it maps; `virtio` only. Since libvirt 12.1.0. */
    granule: child<IommuGranule>(iommuGranule, { since: '12.1.0' }),
  },
  { page },
)

/** `<iommu>`: the unit that translates the addresses of the guest's devices. */
export interface Iommu extends Infer<typeof iommu> {}

export const iommu = element(
  'iommu',
  {
    /** The model: `intel` and `amd` for q35 machines, `smmuv3` for Arm, `virtio` for both. */
    model: required(
      attribute(
        newer(oneOf('intel smmuv3 virtio amd'), {
          smmuv3: '5.5.0',
          virtio: '8.3.0',
          amd: '11.5.0',
        }),
      ),
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
  { lead: 'model', page },
)
