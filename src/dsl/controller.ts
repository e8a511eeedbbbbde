import type { Fluent } from '../schema/core/element.ts'
import {
  type Controller,
  controller,
  controllerDriver,
  type ScsiModel,
  type UsbModel,
} from '../schema/domain/controller.ts'
import { Builder, derive, factory } from './builder.ts'

/**
 * The builder for a `<controller>` element, with one method for each field of the element.
 * `.queues()`, `.iothread()` and `.ioeventfd()` set attributes of the `<driver>` in the element.
 */
export interface ControllerBuilder
  extends Fluent<typeof controller, ControllerBuilder>,
    Pick<Fluent<typeof controllerDriver, ControllerBuilder>, 'queues' | 'iothread' | 'ioeventfd'> {}
export class ControllerBuilder extends Builder<Controller> {}
derive(ControllerBuilder, controller)
derive(ControllerBuilder, controllerDriver, ['driver'], ['queues', 'iothread', 'ioeventfd'])

/**
 * A virtio SCSI controller. It is one PCI device for many disks, and the guest can use SCSI commands. `.bus('scsi')` attaches a
 * disk to the controller.
 *
 * @example
 * domain('fv0').hvm().controller(virtioScsi().queues(4).iothread(1))
 * // <controller type="scsi" model="virtio-scsi">
 * //   <driver queues="4" iothread="1"/>
 * // </controller>
 */
export const virtioScsi = factory(ControllerBuilder, controller, () => ({
  type: 'scsi',
  model: 'virtio-scsi',
}))

/**
 * An emulated SCSI controller such as `lsilogic`, for guests without virtio drivers.
 *
 * @example
 * domain('fv0').hvm().controller(scsiController('lsilogic'))   // <controller type="scsi" model="lsilogic"/>
 */
export const scsiController = factory(ControllerBuilder, controller, (model: ScsiModel) => ({
  type: 'scsi',
  model,
}))

/**
 * A virtio serial controller, to which virtio consoles and channels attach. libvirt adds such a controller if it is needed. Add
 * the controller yourself if you want to set `.ports()` or `.vectors()`.
 *
 * @example
 * domain('fv0').hvm().controller(virtioSerial().ports(16))   // <controller type="virtio-serial" ports="16"/>
 */
export const virtioSerial = factory(ControllerBuilder, controller, () => ({
  type: 'virtio-serial',
}))

/**
 * A USB controller. The default model is `qemu-xhci`, a USB 3 controller. The model `none` creates
 * a guest without USB.
 *
 * @example
 * domain('fv0').hvm().controller(usbController())         // <controller type="usb" model="qemu-xhci"/>
 * domain('fv1').hvm().controller(usbController('none'))   // <controller type="usb" model="none"/>
 */
export const usbController = factory(
  ControllerBuilder,
  controller,
  (model: UsbModel = 'qemu-xhci') => ({ type: 'usb', model }),
)

/**
 * An NVMe controller, to which disks with `.bus('nvme')` attach. All its disks have the serial number of the controller. Since
 * libvirt 11.5.0.
 *
 * @example
 * domain('fv0').hvm().controller(nvmeController().serial('disk-0'))
 * // <controller type="nvme">
 * //   <serial>disk-0</serial>
 * // </controller>
 */
export const nvmeController = factory(ControllerBuilder, controller, () => ({ type: 'nvme' }))

/**
 * The bus for the paravirtualized devices of a Xen guest. Add this controller if you want to set the limits of the bus. Since
 * libvirt 5.2.0.
 *
 * @example
 * domain('pv0').linux().controller(xenbus().maxGrantFrames(64))   // <controller type="xenbus" maxGrantFrames="64"/>
 */
export const xenbus = factory(ControllerBuilder, controller, () => ({ type: 'xenbus' }))

/**
 * A SATA controller.
 *
 * @example
 * domain('fv0').hvm().controller(sataController())   // <controller type="sata"/>
 */
export const sataController = factory(ControllerBuilder, controller, () => ({ type: 'sata' }))

/**
 * The PCI Express root bus of q35 and virt machines. libvirt adds this bus to every such machine. Add it yourself if you want
 * to set its attributes, such as the size of the 64-bit PCI hole.
 *
 * @example
 * domain('fv0').hvm().controller(pcieRoot().pcihole64('64GiB'))
 * // <controller type="pci" index="0" model="pcie-root">
 * //   <pcihole64 unit="GiB">64</pcihole64>
 * // </controller>
 */
export const pcieRoot = factory(ControllerBuilder, controller, () => ({
  type: 'pci',
  index: 0,
  model: 'pcie-root',
}))

/**
 * A PCI Express root port for one device. You can also plug in the device while the guest runs. Add one port for each device
 * that you want to plug in.
 *
 * @example
 * domain('fv0').hvm().controller(pcieRootPort(), pcieRootPort().target({ hotplug: false }))
 * // <controller type="pci" index="1" model="pcie-root-port"/>
 * // <controller type="pci" index="2" model="pcie-root-port">
 * //   <target hotplug="off"/>
 * // </controller>
 */
export const pcieRootPort = factory(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pcie-root-port',
}))

/**
 * The upstream port of a PCI Express switch. The upstream port is connected to a root port.
 * `pcieDownstreamPort()` adds downstream ports to the switch.
 *
 * @example
 * domain('fv0').hvm().controller(pcieUpstreamPort(), pcieDownstreamPort())
 * // <controller type="pci" index="1" model="pcie-switch-upstream-port"/>
 * // <controller type="pci" index="2" model="pcie-switch-downstream-port"/>
 */
export const pcieUpstreamPort = factory(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pcie-switch-upstream-port',
}))

/**
 * A downstream port of a PCI Express switch, for one device. You can also plug in the device while the guest runs.
 *
 * @example
 * domain('fv0').hvm().controller(pcieDownstreamPort())
 * // <controller type="pci" index="1" model="pcie-switch-downstream-port"/>
 */
export const pcieDownstreamPort = factory(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pcie-switch-downstream-port',
}))

/**
 * An additional PCI Express root bus. `busNr` is the number of the bus, from 1 to 254. `node` is
 * the NUMA cell of the guest to which the devices on the bus belong.
 *
 * @example
 * domain('fv0').hvm().controller(pcieExpanderBus(0x80, 1))
 * // <controller type="pci" index="1" model="pcie-expander-bus">
 * //   <target busNr="128">
 * //     <node>1</node>
 * //   </target>
 * // </controller>
 */
export const pcieExpanderBus = factory(
  ControllerBuilder,
  controller,
  (busNr: number, node: number | undefined = undefined) => ({
    type: 'pci',
    model: 'pcie-expander-bus',
    target: { busNr, node },
  }),
)

/**
 * A bridge from PCI Express to conventional PCI, with 31 slots, for legacy devices on q35 and virt
 * machines. Since libvirt 4.3.0.
 *
 * @example
 * domain('fv0').hvm().controller(pcieToPciBridge())   // <controller type="pci" index="1" model="pcie-to-pci-bridge"/>
 */
export const pcieToPciBridge = factory(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pcie-to-pci-bridge',
}))

/**
 * A conventional PCI bridge, which adds 31 slots.
 *
 * @example
 * domain('fv0').hvm().controller(pciBridge())   // <controller type="pci" index="1" model="pci-bridge"/>
 */
export const pciBridge = factory(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pci-bridge',
}))
