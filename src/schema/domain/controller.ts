import {
  hexadecimal,
  nonNegative,
  oneOf,
  onOff,
  perVariant,
  positiveLong,
  uint8,
  unsigned,
  type ValueOf,
  withSince,
} from '../core/codec.ts'
import {
  attribute,
  child,
  element,
  filled,
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

/** `<model>` of a PCI controller: the hardware that the hypervisor emulates. */
export interface PciControllerModel extends Infer<typeof pciControllerModel> {}

const pciControllerModel = element(
  'model',
  {
    /** The name of the emulated PCI controller hardware, such as `ioh3420` for a `pcie-root-port`. */
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

/** `<target>` of a PCI controller: how the controller appears in the guest. If omitted, libvirt chooses the values. */
export interface PciControllerTarget extends Infer<typeof pciControllerTarget> {}

const pciControllerTarget = element(
  'target',
  {
    /** The chassis number of a `pci-bridge`, from 1. Default: the index of the controller. */
    chassisNr: attribute(uint8, { assigned: true }),
    /** The chassis number of a PCI Express root port, or of a downstream port of a PCI Express switch. */
    chassis: attribute(uint8, { assigned: true }),
    /** The port number of a PCI Express root port, or of a downstream port of a PCI Express switch. */
    port: attribute(hexadecimal(0xff, 2, { pad: 1, hasOptionalPrefix: false }), { assigned: true }),
    /**
     * The bus number of a PCI expander bus, from 1 to 254. The buses behind the expander bus use the numbers that
     * follow.
     */
    busNr: attribute(uint8),
    /** The index of a `pci-root` controller of a pSeries guest. Since libvirt 3.6.0. */
    index: attribute(uint8, { since: '3.6.0' }),
    /**
     * Whether devices can be plugged into the PCI controller and unplugged while the guest runs. Default: `on`. Since
     * libvirt 6.3.0.
     */
    hotplug: attribute(onOff, { default: 'on', since: '6.3.0' }),
    /**
     * The memory behind the PCI controller that firmware reserves for devices that are plugged in later, in KiB. Since
     * libvirt 10.3.0.
     */
    memReserve: attribute(positiveLong, { since: '10.3.0' }),
    /**
     * The guest NUMA node to which the devices on the PCI bus belong. Use it only on expander buses and on a `pci-root`
     * of a pSeries guest.
     */
    node: leaf(unsigned),
  },
  { page: 'formatdomain.html#controllers' },
)

/** `<driver>` of a controller: the settings of the hypervisor's driver. */
export interface ControllerDriver extends Infer<typeof controllerDriver> {}

export const controllerDriver = element(
  'driver',
  {
    /** The number of queues of the controller. For best performance, use one queue per vCPU. Since libvirt 1.0.5. */
    queues: attribute(unsigned, { since: '1.0.5' }),
    /** The maximum number of commands that can be queued for each device on the controller. Since libvirt 1.2.7. */
    cmd_per_lun: attribute(unsigned, { since: '1.2.7' }),
    /**
     * The maximum size of one data transfer between the controller and a device, in sectors of 512 bytes. Since libvirt
     * 1.2.7.
     */
    max_sectors: attribute(unsigned, { since: '1.2.7' }),
    /**
     * Whether a separate thread, and not the vCPU thread, handles the I/O requests of the controller. Since libvirt
     * 1.2.18.
     */
    ioeventfd: attribute(onOff, { since: '1.2.18' }),
    /** The number of the I/O thread, from 1, that serves the disks of a virtio-scsi controller. Since libvirt 1.3.5. */
    iothread: attribute(unsigned, { since: '1.3.5' }),
    ...virtioOptions,
    /**
     * The I/O threads that share the queues of a virtio-scsi controller. Cannot be combined with `iothread`. Since
     * libvirt 11.2.0.
     */
    iothreads: child<IothreadMapping>(iothreadMapping, { since: '11.2.0' }),
  },
  { page: 'formatdomain.html#controllers' },
)

/** `<master>` of a USB companion controller: the master controller's ports that the companion controller serves. */
export interface UsbMaster extends Infer<typeof usbMaster> {}

const usbMaster = element(
  'master',
  {
    /**
     * The first port of the master controller that the USB companion controller serves. The three ICH9 companion
     * controllers use 0, 2 and 4.
     */
    startport: required(attribute(usbPort)),
  },
  { lead: 'startport', page: 'formatdomain.html#controllers' },
)

const PCI_ROOTS = ['pci/pci-root', 'pci/pcie-root']

const scsiModel = withSince(
  oneOf(
    'auto buslogic lsilogic lsisas1068 vmpvscsi ibmvscsi virtio-scsi lsisas1078',
    'virtio-transitional virtio-non-transitional ncr53c90 dc390 am53c974',
  ),
  { 'virtio-transitional': '5.2.0', 'virtio-non-transitional': '5.2.0' },
)
/** The models of a SCSI controller. The guest needs a driver for the chosen model. */
export type ScsiModel = ValueOf<typeof scsiModel>

const usbModel = withSince(
  oneOf(
    'piix3-uhci piix4-uhci ehci ich9-ehci1 ich9-uhci1 ich9-uhci2 ich9-uhci3',
    'vt82c686b-uhci pci-ohci nec-xhci none qusb1 qusb2 qemu-xhci',
  ),
  { none: '0.10.0' },
)
/**
 * The models of a USB controller: USB 1 (`uhci`, `ohci`), USB 2 (`ehci`), USB 3 (`xhci`), and Xen (`qusb`). The model `none`
 * means a guest without USB.
 */
export type UsbModel = ValueOf<typeof usbModel>

const pciModel = withSince(
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

/**
 * `<controller>`: a bus of the guest that devices are attached to. libvirt adds the controllers that the devices
 * require.
 */
export interface Controller extends Infer<typeof controller> {}

export const controller = element(
  'controller',
  {
    /** The kind of bus that the controller provides. */
    type: required(
      attribute(
        withSince(oneOf('fdc sata ccid scsi usb ide isa pci virtio-serial xenbus nvme'), {
          nvme: '11.5.0',
        }),
      ),
    ),
    /**
     * The number by which device addresses refer to the controller. Each controller type is numbered separately. If omitted,
     * vmc numbers PCI controllers from 1, because 0 is the root controller. For other types, libvirt uses the next free
     * number.
     */
    index: filled(attribute(nonNegative)),
    /**
     * The model of the controller. Required for PCI controllers. For other types, the hypervisor chooses a model if
     * `model` is omitted.
     */
    model: requiredIn(
      ['pci'],
      attribute(
        perVariant({
          scsi: scsiModel,
          usb: usbModel,
          ide: oneOf('piix3 piix4 ich6'),
          pci: pciModel,
          'virtio-serial': virtioModel,
        }),
        { in: ['scsi', 'usb', 'ide', 'pci', 'virtio-serial'] },
      ),
    ),
    /**
     * The maximum number of devices that can be attached to the controller. USB controllers support this field since
     * libvirt 1.3.5.
     */
    ports: attribute(nonNegative, { in: ['usb', 'virtio-serial'] }),
    /** The number of interrupt vectors of the virtio-serial controller. */
    vectors: attribute(nonNegative, { in: ['virtio-serial'] }),
    /**
     * The maximum number of Xen grant frames, which hold the memory that Xen shares with the guest for its devices.
     * Since libvirt 5.2.0.
     */
    maxGrantFrames: attribute(nonNegative, { in: ['xenbus'], since: '5.2.0' }),
    /**
     * The maximum number of Xen event channels, which deliver the interrupts of paravirtualized devices. Since libvirt
     * 6.3.0.
     */
    maxEventChannels: attribute(nonNegative, { in: ['xenbus'], since: '6.3.0' }),
    /**
     * `<model>` of a PCI controller: the hardware that the hypervisor emulates. If omitted, libvirt chooses hardware
     * that fits the controller's `model` attribute. Since libvirt 1.2.19.
     */
    modelName: child<PciControllerModel>(pciControllerModel, {
      name: 'model',
      in: ['pci'],
      since: '1.2.19',
    }),
    /** How the PCI controller appears in the guest. Since libvirt 1.2.19. */
    target: child<PciControllerTarget>(pciControllerTarget, { in: ['pci'], since: '1.2.19' }),
    /** The serial number of an NVMe controller, which all disks on the controller share. Since libvirt 11.5.0. */
    serial: leaf(serialNumber, { in: ['nvme'], since: '11.5.0' }),
    /** The settings of the hypervisor's driver for the controller. */
    driver: child<ControllerDriver>(controllerDriver),
    /** The name that libvirt and QEMU use for the controller. */
    alias: child<Alias>(alias),
    /**
     * The master controller's ports that this USB companion controller serves. Both controllers must have the same
     * index.
     */
    master: child<UsbMaster>(usbMaster, { in: ['usb'] }),
    /** How ACPI tables describe the controller to the guest. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the controller in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
    /**
     * The size of the guest's address range for the 64-bit memory of PCI devices. A number without a unit is in KiB.
     * The value 0 disables this range, which old guests such as Windows XP need. Since libvirt 1.1.2.
     */
    pcihole64: child<Size>(memorySize, { in: PCI_ROOTS, since: '1.1.2' }),
  },
  { variantBy: ['type', 'model'], page: 'formatdomain.html#controllers' },
)
