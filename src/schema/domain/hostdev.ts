import { inVariant, newer, oneOf, onOff, yesNo } from '../core/codec.ts'
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

/** `<driver>` of a PCI device of the host: what holds it there while the guest has it. */
export interface HostdevDriver extends Infer<typeof hostdevDriver> {}

const hostdevDriver = element(
  'driver',
  {
    /** The way it is handed over; the hypervisor knows it, and does not look here. Since libvirt 1.0.5. */
    name: attribute(oneOf('kvm vfio xen'), { since: '1.0.5' }),
    /** The host's driver, as `vfio-pci-igb`; the best that there is where it is left out. Since libvirt 10.0.0. */
    model: attribute(plainName, { since: '10.0.0' }),
    /** Whether it reaches memory through IOMMUFD; as the domain's `<iommufd>` if it is missing. Since libvirt 12.1.0. */
    iommufd: attribute(yesNo, { since: '12.1.0' }),
  },
  { lead: 'model', page: 'formatdomain.html#usb-pci-scsi-devices' },
)

const BUSES = ['usb', 'pci', 'scsi', 'scsi_host', 'mdev']
const CONTAINERS = ['storage', 'misc', 'net']
const subsystem = oneOf('subsystem')
const capabilities = oneOf('capabilities')

/** `<hostdev>`: a device of the host that is handed to the guest. */
export interface Hostdev extends Infer<typeof hostdev> {}

export const hostdev = element(
  'hostdev',
  {
    /**
     * `subsystem` for devices of a bus, and for a container `capabilities`, for what the host has made of a device.
     * `subsystem` where it is left out.
     */
    mode: requiredIn(
      CONTAINERS,
      attribute(
        inVariant({
          usb: subsystem,
          pci: subsystem,
          scsi: subsystem,
          scsi_host: subsystem,
          mdev: subsystem,
          storage: capabilities,
          misc: capabilities,
          net: capabilities,
        }),
        { in: [...BUSES, ...CONTAINERS], default: 'subsystem' },
      ),
    ),
    /** What kind of device it is. */
    type: required(
      attribute(
        newer(oneOf('usb pci scsi scsi_host mdev storage misc net'), {
          pci: '0.6.0',
          scsi: '1.0.6',
          scsi_host: '2.5.0',
          mdev: '3.2.0',
        }),
      ),
    ),
    /** libvirt takes a PCI device from the host when the guest starts, and gives it back. */
    managed: attribute(yesNo, { in: BUSES, default: 'no' }),
    /** Whether what guests may ask of a SCSI device is `filtered`; hypervisors no longer know it. Since libvirt 1.0.6. */
    sgio: attribute(oneOf('filtered unfiltered'), { in: ['scsi'], since: '1.0.6' }),
    /** The hypervisor may send a SCSI device whatever the guest wants. Since libvirt 1.2.9. */
    rawio: attribute(yesNo, { in: ['scsi'], since: '1.2.9' }),
    /** How the guest sees it: a SCSI adapter as a kind of virtio, since 5.2.0; a mediated device as what its driver makes. */
    model: requiredIn(
      ['mdev'],
      attribute(
        inVariant({
          scsi_host: virtioModel,
          mdev: newer(oneOf('vfio-pci vfio-ccw vfio-ap'), {
            'vfio-ccw': '4.4.0',
            'vfio-ap': '4.9.0',
          }),
        }),
        { in: ['scsi_host', 'mdev'] },
      ),
    ),
    /** A virtual graphics card is the guest's screen. Since libvirt 4.6.0, of `pci` since 10.3.0. */
    display: attribute(onOff, { in: ['pci', 'mdev'], since: '4.6.0', default: 'off' }),
    /** It shows the boot already; goes with `display`. Since libvirt 5.10.0, of `pci` since 10.3.0. */
    ramfb: attribute(onOff, { in: ['pci', 'mdev'], since: '5.10.0', default: 'off' }),
    /** What holds a PCI device on the host. */
    driver: child<HostdevDriver>(hostdevDriver, { in: ['pci'] }),
    /** Which device it is. */
    source: required(child<HostdevSource>(hostdevSource)),
    /** The addresses of a container's network device. Since libvirt 1.2.12. */
    ip: many(child<IpAddress>(ip, { in: ['net'], since: '1.2.12' })),
    /** The routes of a container's network device. Since libvirt 1.2.12. */
    route: many(child<IpRoute>(route, { in: ['net'], since: '1.2.12' })),
    /** It is one card with a virtio card. Since libvirt 7.1.0. */
    teaming: child<Teaming>(teaming, { in: ['pci'], since: '7.1.0' }),
    /** The guest cannot write to it; of SCSI. Since libvirt 1.0.6. */
    readonly: flag({ since: '1.0.6' }),
    /** Several guests have it at the same time; of SCSI. Since libvirt 1.0.6. */
    shareable: flag({ since: '1.0.6' }),
    /** Its place in the boot order. Since libvirt 0.8.8. */
    boot: child<DeviceBoot>(deviceBoot, { since: '0.8.8' }),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** The firmware that a PCI device brings along. */
    rom: child<Rom>(rom),
    /** How firmware tables speak of it, for stable names in the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi, { since: '7.3.0' }),
    /** Where the guest sees it; libvirt's choice where it is left out. */
    address: child<Address>(address),
  },
  { by: 'type', page: 'formatdomain.html#usb-pci-scsi-devices' },
)
