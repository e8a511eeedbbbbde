import {
  hexadecimal,
  inVariant,
  newer,
  oneOf,
  onOff,
  uint8,
  unsigned,
  unsignedLong,
  type ValueOf,
} from '../core/codec.ts'
import {
  attribute,
  child,
  element,
  type Infer,
  leaf,
  required,
  requiredIn,
} from '../core/element.ts'
import { type Address, address, usbPort } from './address.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  deviceAcpi,
  virtioModel,
  virtioOptions,
} from './device.ts'
import { serialNumber } from './disk-format.ts'
import { type IothreadMapping, iothreadMapping } from './iothreads.ts'
import { memorySize, type Size } from './size.ts'

/** `<model>` of a PCI controller: the very device that is emulated. */
export interface PciControllerModel extends Infer<typeof pciControllerModel> {}

const pciControllerModel = element(
  'model',
  {
    /** The device, such as `ioh3420` where the controller is a `pcie-root-port`. */
    name: required(
      attribute(
        oneOf(
          'spapr-pci-host-bridge pci-bridge i82801b11-bridge pcie-pci-bridge ioh3420',
          'pcie-root-port x3130-upstream xio3130-downstream pxb pxb-pcie',
        ),
      ),
    ),
  },
  { lead: 'name', page: 'formatdomain.html#controllers' },
)

/** `<target>` of a PCI controller: what the guest sees of it. libvirt works out what is left out. */
export interface PciControllerTarget extends Infer<typeof pciControllerTarget> {}

const pciControllerTarget = element(
  'target',
  {
    /** The chassis of a `pci-bridge`, from 1; the controller's index where it is left out. */
    chassisNr: attribute(uint8, { assigned: true }),
    /** The chassis of a root port or a downstream port of a switch. */
    chassis: attribute(uint8, { assigned: true }),
    /** The port number of a root port or a downstream port of a switch. */
    port: attribute(hexadecimal(0xff, 2, { pad: 1, bare: false }), { assigned: true }),
    /** The number of the new bus of an expander, from 1 to 254; buses from it on are for what is plugged in below. */
    busNr: attribute(uint8),
    /** The place of a `pci-root` among those of a pSeries guest. Since libvirt 3.6.0. */
    index: attribute(uint8, { since: '3.6.0' }),
    /** Whether devices can be plugged in while the guest runs; they can where it is left out. Since libvirt 6.3.0. */
    hotplug: attribute(onOff, { default: 'on', since: '6.3.0' }),
    /** The memory, in KiB, that firmware keeps free for devices plugged in later. Since libvirt 10.3.0. */
    memReserve: attribute(unsignedLong, { since: '10.3.0' }),
    /** The guest's NUMA node that devices on the bus belong to: of expanders, and of `pci-root` on pSeries. */
    node: leaf(unsigned),
  },
  { page: 'formatdomain.html#controllers' },
)

/** `<driver>` of a controller: how the hypervisor serves it. */
export interface ControllerDriver extends Infer<typeof controllerDriver> {}

export const controllerDriver = element(
  'driver',
  {
    /** The number of queues; as many as virtual CPUs is best. Since libvirt 1.0.5. */
    queues: attribute(unsigned, { since: '1.0.5' }),
    /** The most commands that wait at one device. Since libvirt 1.2.7. */
    cmd_per_lun: attribute(unsigned, { since: '1.2.7' }),
    /** The most that one command transfers, in sectors of 512 bytes. Since libvirt 1.2.7. */
    max_sectors: attribute(unsigned, { since: '1.2.7' }),
    /** Whether requests are taken off the virtual CPU's thread. Since libvirt 1.2.18. */
    ioeventfd: attribute(onOff, { since: '1.2.18' }),
    /** The I/O thread, from 1, that serves the disks of a virtio-scsi controller. Since libvirt 1.3.5. */
    iothread: attribute(unsigned, { since: '1.3.5' }),
    ...virtioOptions,
    /** The I/O threads among which a virtio-scsi controller spreads its queues, instead of `iothread`. Since libvirt 11.2.0. */
    iothreads: child<IothreadMapping>(iothreadMapping, { since: '11.2.0' }),
  },
  { page: 'formatdomain.html#controllers' },
)

/** `<master>` of a USB controller: the companion's place at the controller it goes with. */
export interface UsbMaster extends Infer<typeof usbMaster> {}

const usbMaster = element(
  'master',
  {
    /** The first of the master's ports that this one takes over: 0, 2 or 4 for the three of ICH9. */
    startport: required(attribute(usbPort)),
  },
  { lead: 'startport', page: 'formatdomain.html#controllers' },
)

const roots = ['pci/pci-root', 'pci/pcie-root']

const scsiModel = newer(
  oneOf(
    'auto buslogic lsilogic lsisas1068 vmpvscsi ibmvscsi virtio-scsi lsisas1078',
    'virtio-transitional virtio-non-transitional ncr53c90 dc390 am53c974',
  ),
  { 'virtio-transitional': '5.2.0', 'virtio-non-transitional': '5.2.0' },
)
/** The models of a SCSI controller: what the guest has a driver for. */
export type ScsiModel = ValueOf<typeof scsiModel>

const usbModel = newer(
  oneOf(
    'piix3-uhci piix4-uhci ehci ich9-ehci1 ich9-uhci1 ich9-uhci2 ich9-uhci3',
    'vt82c686b-uhci pci-ohci nec-xhci none qusb1 qusb2 qemu-xhci',
  ),
  { none: '0.10.0' },
)
/** The models of a USB controller: USB 1 (`uhci`, `ohci`), 2 (`ehci`), 3 (`xhci`), Xen's own (`qusb`), or `none`. */
export type UsbModel = ValueOf<typeof usbModel>

const pciModel = newer(
  oneOf(
    'pci-root pcie-root pci-bridge dmi-to-pci-bridge pcie-to-pci-bridge',
    'pcie-root-port pcie-switch-upstream-port pcie-switch-downstream-port',
    'pci-expander-bus pcie-expander-bus',
  ),
  {
    'pci-root': '1.0.5',
    'pci-bridge': '1.0.5',
    'pcie-root': '1.1.2',
    'dmi-to-pci-bridge': '1.1.2',
    'pcie-root-port': '1.2.19',
    'pcie-switch-upstream-port': '1.2.19',
    'pcie-switch-downstream-port': '1.2.19',
    'pci-expander-bus': '1.3.4',
    'pcie-expander-bus': '1.3.4',
    'pcie-to-pci-bridge': '4.3.0',
  },
)

/** `<controller>`: a bus of the guest that devices are attached to. libvirt adds the ones that devices need. */
export interface Controller extends Infer<typeof controller> {}

export const controller = element(
  'controller',
  {
    /** The kind of bus. */
    type: required(
      attribute(
        newer(oneOf('fdc sata ccid scsi usb ide isa pci virtio-serial xenbus nvme'), {
          nvme: '11.5.0',
        }),
      ),
    ),
    /** The number that addresses of devices name it by, counted for each type; the next free one where it is left out. */
    index: attribute(unsigned),
    /** The model: a PCI controller is chosen by it, others are one of the hypervisor's choice where it is left out. */
    model: requiredIn(
      ['pci'],
      attribute(
        inVariant({
          scsi: scsiModel,
          usb: usbModel,
          ide: oneOf('piix3 piix4 ich6'),
          pci: pciModel,
          'virtio-serial': virtioModel,
        }),
        { in: ['scsi', 'usb', 'ide', 'pci', 'virtio-serial'] },
      ),
    ),
    /** How many devices can be attached. Of USB since libvirt 1.3.5. */
    ports: attribute(unsigned, { in: ['usb', 'virtio-serial'] }),
    /** How many interrupts it has. */
    vectors: attribute(unsigned, { in: ['virtio-serial'] }),
    /** The most grant frames that devices attached to it share memory through. Since libvirt 5.2.0. */
    maxGrantFrames: attribute(unsigned, { in: ['xenbus'], since: '5.2.0' }),
    /** The most event channels, interrupts of paravirtualized devices, that the guest can have. Since libvirt 6.3.0. */
    maxEventChannels: attribute(unsigned, { in: ['xenbus'], since: '6.3.0' }),
    /** `<model>`: the very device that is emulated, which libvirt chooses by `model`. Since libvirt 1.2.19. */
    modelName: child<PciControllerModel>(pciControllerModel, {
      name: 'model',
      in: ['pci'],
      since: '1.2.19',
    }),
    /** What the guest sees of a PCI controller. Since libvirt 1.2.19. */
    target: child<PciControllerTarget>(pciControllerTarget, { in: ['pci'], since: '1.2.19' }),
    /** The serial number of an NVMe controller, which all its disks share. Since libvirt 11.5.0. */
    serial: leaf(serialNumber, { in: ['nvme'], since: '11.5.0' }),
    /** How the hypervisor serves it. */
    driver: child<ControllerDriver>(controllerDriver),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** The place of a companion at its master controller; the two have one index. */
    master: child<UsbMaster>(usbMaster, { in: ['usb'] }),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where it is plugged in. */
    address: child<Address>(address),
    /**
     * The size of the window for 64-bit PCI addresses, in KiB where it names no unit; 0 is none, for guests as old as
     * Windows XP. Since libvirt 1.1.2.
     */
    pcihole64: child<Size>(memorySize, { in: roots, since: '1.1.2' }),
  },
  { by: ['type', 'model'], page: 'formatdomain.html#controllers' },
)
