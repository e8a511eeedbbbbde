import { oneOf, onOff, perVariant, withSince, yesNo } from '../core/codec.ts'
import {
  attribute,
  child,
  element,
  flag,
  type Infer,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { type Address, address } from './address.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  type DeviceBoot,
  deviceAcpi,
  deviceBoot,
  virtioModel,
} from './device.ts'
import { plainName } from './disk-secret.ts'
import { type HostdevSource, hostdevSource } from './hostdev-source.ts'
import { type IpAddress, type IpRoute, ip, route } from './network-ip.ts'
import { type Rom, rom } from './rom.ts'
import { type Teaming, teaming } from './teaming.ts'

/** `<driver>` of a PCI host device: the host driver that the device is bound to while the guest uses it. */
export interface HostdevDriver extends Infer<typeof hostdevDriver> {}

export const hostdevDriver = element(
  'driver',
  {
    /**
     * The method of assigning the PCI device. It has no effect, because the hypervisor itself chooses the method. Since
     * libvirt 1.0.5.
     */
    name: attribute(oneOf('kvm vfio xen'), { since: '1.0.5' }),
    /**
     * The name of the host's VFIO driver for the PCI device, such as `vfio-pci-igb`. Default: the best driver for the
     * device. Since libvirt 10.0.0.
     */
    model: attribute(plainName, { since: '10.0.0' }),
    /**
     * Whether the assigned device accesses memory through IOMMUFD. Default: the `<iommufd>` setting of the domain.
     * Since libvirt 12.1.0.
     */
    iommufd: attribute(yesNo, { since: '12.1.0' }),
  },
  { lead: 'name', page: 'formatdomain.html#usb-pci-scsi-devices' },
)

const BUS_TYPES = ['usb', 'pci', 'scsi', 'scsi_host', 'mdev']
const CONTAINER_TYPES = ['storage', 'misc', 'net']
const subsystem = oneOf('subsystem')
const capabilities = oneOf('capabilities')

/** `<hostdev>`: a host device that is assigned to the guest. */
export interface Hostdev extends Infer<typeof hostdev> {}

export const hostdev = element(
  'hostdev',
  {
    /**
     * The mode in which the host device is assigned: `capabilities` for the container device types `storage`, `misc`
     * and `net`, and `subsystem` for all other types. Default: `subsystem`.
     */
    mode: requiredIn(
      CONTAINER_TYPES,
      attribute(
        perVariant({
          usb: subsystem,
          pci: subsystem,
          scsi: subsystem,
          scsi_host: subsystem,
          mdev: subsystem,
          storage: capabilities,
          misc: capabilities,
          net: capabilities,
        }),
        { in: [...BUS_TYPES, ...CONTAINER_TYPES], default: 'subsystem' },
      ),
    ),
    /**
     * The type of host device: `usb`, `pci`, `scsi`, a SCSI adapter (`scsi_host`) or a mediated device (`mdev`). For
     * containers, the types are a block device (`storage`), a character device (`misc`) and a network device (`net`).
     */
    type: required(
      attribute(
        withSince(oneOf('usb pci scsi scsi_host mdev storage misc net'), {
          pci: '0.6.0',
          scsi: '1.0.6',
          scsi_host: '2.5.0',
          mdev: '3.2.0',
        }),
      ),
    ),
    /**
     * Whether libvirt detaches the PCI device from the host when the guest starts, and reattaches it when the guest stops.
     * Default: no.
     */
    managed: attribute(yesNo, { in: BUS_TYPES, default: 'no' }),
    /**
     * Whether the host's kernel filters the SCSI commands that the guest sends to the device. No current hypervisor
     * supports this setting. Since libvirt 1.0.6.
     */
    sgio: attribute(oneOf('filtered unfiltered'), { in: ['scsi'], since: '1.0.6' }),
    /** Whether the hypervisor may send any SCSI command to the host device (CAP_SYS_RAWIO). Since libvirt 1.2.9. */
    rawio: attribute(yesNo, { in: ['scsi'], since: '1.2.9' }),
    /**
     * The model of the device in the guest. For `scsi_host`, it is a virtio model (since libvirt 5.2.0). For `mdev`, it is
     * the kind of mediated device.
     */
    model: requiredIn(
      ['mdev'],
      attribute(
        perVariant({
          scsi_host: virtioModel,
          mdev: withSince(oneOf('vfio-pci vfio-ccw vfio-ap'), {
            'vfio-ccw': '4.4.0',
            'vfio-ap': '4.9.0',
          }),
        }),
        { in: ['scsi_host', 'mdev'] },
      ),
    ),
    /**
     * Whether the guest's graphical display shows the output of the assigned virtual GPU. Default: off. Since libvirt
     * 4.6.0 (`pci`: 10.3.0).
     */
    display: attribute(onOff, { in: ['pci', 'mdev'], since: '4.6.0', default: 'off' }),
    /**
     * Whether the output of the assigned virtual GPU is also shown during boot, through a framebuffer in guest memory.
     * Requires `display`. Default: off. Since libvirt 5.10.0 (`pci`: 10.3.0).
     */
    ramfb: attribute(onOff, { in: ['pci', 'mdev'], since: '5.10.0', default: 'off' }),
    /** The host driver that the PCI device is bound to while the guest uses the device. */
    driver: child<HostdevDriver>(hostdevDriver, { in: ['pci'] }),
    /** The host's device that is assigned to the guest. */
    source: required(child<HostdevSource>(hostdevSource)),
    /** The IP addresses of the container's network device. Since libvirt 1.2.12. */
    ip: many(child<IpAddress>(ip, { in: ['net'], since: '1.2.12' })),
    /** The IP routes of the container's network device. Since libvirt 1.2.12. */
    route: many(child<IpRoute>(route, { in: ['net'], since: '1.2.12' })),
    /** The pairing of this host NIC with a virtio NIC. Since libvirt 7.1.0. */
    teaming: child<Teaming>(teaming, { in: ['pci'], since: '7.1.0' }),
    /** Whether the SCSI device is read-only for the guest. Since libvirt 1.0.6. */
    readonly: flag({ since: '1.0.6' }),
    /** Whether several guests can use the SCSI device at the same time. Since libvirt 1.0.6. */
    shareable: flag({ since: '1.0.6' }),
    /** The position of the host device in the boot order. Since libvirt 0.8.8. */
    boot: child<DeviceBoot>(deviceBoot, { since: '0.8.8' }),
    /** The name that libvirt and QEMU use for the assigned device. */
    alias: child<Alias>(alias),
    /** The option ROM of the assigned PCI device. */
    rom: child<Rom>(rom),
    /** How ACPI tables describe the assigned device to the guest, for predictable names. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi, { since: '7.3.0' }),
    /** The address of the assigned device in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { variantBy: 'type', page: 'formatdomain.html#usb-pci-scsi-devices' },
)
