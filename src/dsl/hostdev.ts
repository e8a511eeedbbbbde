import type { Fluent } from '../schema/core/element.ts'
import { type Hostdev, hostdev, hostdevDriver } from '../schema/domain/hostdev.ts'
import type { HostdevAddress, ScsiAdapter } from '../schema/domain/hostdev-source.ts'
import type { PciAddress } from '../schema/domain/pci-address.ts'
import type { UsbId } from '../schema/domain/usb-id.ts'
import type { Problem } from '../tree/node.ts'
import { Builder, derive, factory } from './builder.ts'

/**
 * The builder for a `<hostdev>` element, with one method for each field of the element.
 * `.iommufd()` sets an attribute of the `<driver>` in the element.
 *
 * @example
 * domain('fv0').hvm().hostdev(pci('0000:3b:00.0').iommufd(true))
 * // <driver iommufd="yes"/>
 */
export interface HostdevBuilder
  extends Fluent<typeof hostdev, HostdevBuilder>,
    Pick<Fluent<typeof hostdevDriver, HostdevBuilder>, 'iommufd'> {}
export class HostdevBuilder extends Builder<Hostdev> {}
derive(HostdevBuilder, hostdev)
derive(HostdevBuilder, hostdevDriver, ['driver'], ['iommufd'])

type Numeral = UsbId['id']

/**
 * The location of a USB device on the host: the number of a bus, and a device number or a port on
 * this bus.
 */
export type UsbHostAddress = {
  /** The number of the USB bus on the host. */
  readonly bus: Numeral
} & (
  | {
      /** The number of the device on the USB bus. The host assigns a new number each time you plug in the device. */
      readonly device: Numeral
    }
  | {
      /**
       * The USB port of the device, such as `'1.2'` for port 2 of a hub at port 1. The port stays
       * the same when the device is plugged in again. Since libvirt 12.1.0.
       */
      readonly port: string
    }
)

/**
 * A USB device of the host, passed through to the guest. You can select the device by its vendor ID and product ID
 * (`usb(0x1234, 0xbeef)`), or by its location (`usb({ bus: 1, device: 4 })`, `usb({ bus: 1, port: '1.2' })`). vmc writes
 * numbers in hexadecimal. It writes strings unchanged: `usb('0x1234', '0xbeef')`.
 *
 * @example
 * domain('fv0').hvm().hostdev(usb(0x1234, 0xbeef))
 * // <hostdev mode="subsystem" type="usb">
 * //   <source>
 * //     <vendor id="0x1234"/>
 * //     <product id="0xbeef"/>
 * //   </source>
 * // </hostdev>
 */
export const usb = factory(
  HostdevBuilder,
  hostdev,
  (
    ...which: readonly [vendor: Numeral, product: Numeral] | readonly [address: UsbHostAddress]
  ) => ({
    mode: 'subsystem',
    type: 'usb',
    source:
      typeof which[0] === 'object'
        ? { address: which[0] }
        : { vendor: which[0], product: which[1] },
  }),
  (...which) =>
    typeof which[0] === 'object' || which.length === 2 ? undefined : halfOfUsb(which[0]),
)

function halfOfUsb(vendor: unknown): Problem {
  const [, first, second] = /^(?:0x)?([\da-f]{4}):(?:0x)?([\da-f]{4})$/i.exec(String(vendor)) ?? []
  return {
    kind: 'value',
    message: 'usb() takes the vendor ID and the product ID',
    help: `write usb('0x${first ?? '046d'}', '0x${second ?? 'c52b'}'); lsusb shows the vendor ID and the product ID`,
  }
}

/**
 * A PCI device of the host, passed through to the guest. Write the address as `lspci -D` prints it. libvirt detaches the device
 * from the host driver when the guest starts, and reattaches the device when the guest stops. With `.managed(false)`, you must
 * detach and reattach the device yourself.
 *
 * @example
 * domain('fv0').hvm().hostdev(pci('0000:3b:00.0'))
 * // <hostdev mode="subsystem" type="pci" managed="yes">
 * //   <source>
 * //     <address domain="0x0000" bus="0x3b" slot="0x00" function="0x0"/>
 * //   </source>
 * // </hostdev>
 *
 * @example
 * domain('fv0').hvm().iommufd().hostdev(pci('0000:3b:00.0'))
 * // <iommufd enabled="yes"/>
 */
export const pci = factory(HostdevBuilder, hostdev, (address: string | PciAddress) => ({
  mode: 'subsystem',
  type: 'pci',
  managed: true,
  source: { address },
}))

/** The location of a SCSI device of the host on its host adapter. */
export interface ScsiAddress {
  /** The number of the SCSI bus. Default: 0. */
  readonly bus?: HostdevAddress['bus']
  /** The number of the target on the SCSI bus. Default: 0. */
  readonly target?: HostdevAddress['target']
  /** The number of the unit in the SCSI target. Default: 0. */
  readonly unit?: HostdevAddress['unit']
}

/**
 * A SCSI device of the host, passed through to the guest. Select the device by its host adapter,
 * such as `scsi_host0`, and its location on the adapter.
 *
 * @example
 * domain('fv0').hvm().hostdev(scsi('scsi_host0', { unit: 3 }))
 * // <hostdev mode="subsystem" type="scsi">
 * //   <source>
 * //     <adapter name="scsi_host0"/>
 * //     <address bus="0" target="0" unit="3"/>
 * //   </source>
 * // </hostdev>
 */
export const scsi = factory(
  HostdevBuilder,
  hostdev,
  (adapter: string | ScsiAdapter, { bus = 0, target = 0, unit = 0 }: ScsiAddress = {}) => ({
    mode: 'subsystem',
    type: 'scsi',
    source: { adapter, address: { bus, target, unit } },
  }),
)

/**
 * A vhost-scsi target of the host, with all its LUNs, passed through to the guest. `wwpn` is the
 * world wide port name of the target, as configured on the host. Since libvirt 2.5.0.
 *
 * @example
 * domain('fv0').hvm().hostdev(scsiHost('naa.50014057667280d8'))
 * // <hostdev mode="subsystem" type="scsi_host">
 * //   <source protocol="vhost" wwpn="naa.50014057667280d8"/>
 * // </hostdev>
 */
export const scsiHost = factory(HostdevBuilder, hostdev, (wwpn: string) => ({
  mode: 'subsystem',
  type: 'scsi_host',
  source: { protocol: 'vhost', wwpn },
}))

/**
 * A mediated device of the host, such as a slice of a GPU, selected by its UUID. `model` defaults
 * to `vfio-pci`. Since libvirt 3.2.0 (`vfio-ccw`: 4.4.0, `vfio-ap`: 4.9.0).
 *
 * @example
 * domain('fv0').hvm().hostdev(mdev('c2177883-f1bb-47f0-914d-32a22e3a8804').display(true))
 * // <hostdev mode="subsystem" type="mdev" model="vfio-pci" display="on">
 * //   <source>
 * //     <address uuid="c2177883-f1bb-47f0-914d-32a22e3a8804"/>
 * //   </source>
 * // </hostdev>
 */
export const mdev = factory(
  HostdevBuilder,
  hostdev,
  (uuid: string, model: 'vfio-pci' | 'vfio-ccw' | 'vfio-ap' = 'vfio-pci') => ({
    mode: 'subsystem',
    type: 'mdev',
    model,
    source: { address: { uuid } },
  }),
)

/**
 * A NIC of the host that is moved into a container (LXC). The host cannot use the NIC until the container stops.
 *
 * @example
 * domain('box').exe('/sbin/init').hostdev(hostNic('eth1'))
 * // <hostdev mode="capabilities" type="net">
 * //   <source>
 * //     <interface>eth1</interface>
 * //   </source>
 * // </hostdev>
 */
export const hostNic = factory(HostdevBuilder, hostdev, (name: string) => ({
  mode: 'capabilities',
  type: 'net',
  source: { interface: name },
}))
