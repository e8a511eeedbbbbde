import type { Fluent } from '../schema/core/element.ts'
import {
  type Controller,
  controller,
  controllerDriver,
  type ScsiModel,
  type UsbModel,
} from '../schema/domain/controller.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<controller>`: one method a field, and `.queues()`, `.iothread()` and `.ioeventfd()` of its driver. */
export interface ControllerBuilder
  extends Fluent<typeof controller, ControllerBuilder>,
    Pick<Fluent<typeof controllerDriver, ControllerBuilder>, 'queues' | 'iothread' | 'ioeventfd'> {}
export class ControllerBuilder extends Builder<Controller> {}
derive(ControllerBuilder, controller)
derive(ControllerBuilder, controllerDriver, ['driver'], ['queues', 'iothread', 'ioeventfd'])

/**
 * A SCSI bus of virtio: many disks on one device, with SCSI's commands.
 *
 * @example
 * domain('fv0').hvm().controller(virtioScsi().queues(4).iothread(1))
 * // <controller type="scsi" model="virtio-scsi">
 * //   <driver queues="4" iothread="1"/>
 * // </controller>
 */
export const virtioScsi = word(ControllerBuilder, controller, () => ({
  type: 'scsi',
  model: 'virtio-scsi',
}))

/**
 * A SCSI bus of real hardware, for guests without virtio drivers.
 *
 * @example
 * domain('fv0').hvm().controller(scsiController('lsilogic'))   // <controller type="scsi" model="lsilogic"/>
 */
export const scsiController = word(ControllerBuilder, controller, (model: ScsiModel) => ({
  type: 'scsi',
  model,
}))

/**
 * A bus of virtio that consoles and channels are attached to.
 *
 * @example
 * domain('fv0').hvm().controller(virtioSerial().ports(16))   // <controller type="virtio-serial" ports="16"/>
 */
export const virtioSerial = word(ControllerBuilder, controller, () => ({ type: 'virtio-serial' }))

/**
 * A USB bus, of USB 3 until told otherwise; `none` is a guest without USB.
 *
 * @example
 * domain('fv0').hvm().controller(usbController())         // <controller type="usb" model="qemu-xhci"/>
 * domain('fv1').hvm().controller(usbController('none'))   // <controller type="usb" model="none"/>
 */
export const usbController = word(
  ControllerBuilder,
  controller,
  (model: UsbModel = 'qemu-xhci') => ({ type: 'usb', model }),
)

/**
 * A SATA bus.
 *
 * @example
 * domain('fv0').hvm().controller(sataController())   // <controller type="sata"/>
 */
export const sataController = word(ControllerBuilder, controller, () => ({ type: 'sata' }))

/**
 * The root of PCI Express, which q35 and virt machines have anyway: for what it holds.
 *
 * @example
 * domain('fv0').hvm().controller(pcieRoot().pcihole64('64GiB'))
 * // <controller type="pci" index="0" model="pcie-root">
 * //   <pcihole64 unit="GiB">64</pcihole64>
 * // </controller>
 */
export const pcieRoot = word(ControllerBuilder, controller, () => ({
  type: 'pci',
  index: 0,
  model: 'pcie-root',
}))

/**
 * A port of PCI Express that takes one device, also while the guest runs. Give as many as are to be plugged in later.
 *
 * @example
 * domain('fv0').hvm().controller(pcieRootPort(), pcieRootPort().target({ hotplug: false }))
 * // <controller type="pci" model="pcie-root-port"/>
 * // <controller type="pci" model="pcie-root-port">
 * //   <target hotplug="off"/>
 * // </controller>
 */
export const pcieRootPort = word(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pcie-root-port',
}))

/**
 * The upper end of a PCI Express switch, in a root port; its lower ends are `pcieDownstreamPort()`.
 *
 * @example
 * domain('fv0').hvm().controller(pcieUpstreamPort(), pcieDownstreamPort())
 * // <controller type="pci" model="pcie-switch-upstream-port"/>
 * // <controller type="pci" model="pcie-switch-downstream-port"/>
 */
export const pcieUpstreamPort = word(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pcie-switch-upstream-port',
}))

/**
 * A port of a PCI Express switch, which takes one device, also while the guest runs.
 *
 * @example
 * domain('fv0').hvm().controller(pcieDownstreamPort())
 * // <controller type="pci" model="pcie-switch-downstream-port"/>
 */
export const pcieDownstreamPort = word(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pcie-switch-downstream-port',
}))

/**
 * A further root of PCI Express, of a NUMA node of the guest: devices behind it are the node's.
 *
 * @example
 * domain('fv0').hvm().controller(pcieExpanderBus(0x80, 1))
 * // <controller type="pci" model="pcie-expander-bus">
 * //   <target busNr="128">
 * //     <node>1</node>
 * //   </target>
 * // </controller>
 */
export const pcieExpanderBus = word(
  ControllerBuilder,
  controller,
  (busNr: number, node: number | undefined = undefined) => ({
    type: 'pci',
    model: 'pcie-expander-bus',
    target: { busNr, node },
  }),
)

/**
 * A bus of old PCI, with 31 slots, on a machine of PCI Express.
 *
 * @example
 * domain('fv0').hvm().controller(pcieToPciBridge())   // <controller type="pci" model="pcie-to-pci-bridge"/>
 */
export const pcieToPciBridge = word(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pcie-to-pci-bridge',
}))

/**
 * A further bus of old PCI, with 31 slots.
 *
 * @example
 * domain('fv0').hvm().controller(pciBridge())   // <controller type="pci" model="pci-bridge"/>
 */
export const pciBridge = word(ControllerBuilder, controller, () => ({
  type: 'pci',
  model: 'pci-bridge',
}))
