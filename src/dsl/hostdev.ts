import type { Fluent } from '../schema/core/element.ts'
import { type Hostdev, hostdev } from '../schema/domain/hostdev.ts'
import type { HostdevAddress, ScsiAdapter } from '../schema/domain/hostdev-source.ts'
import type { PciAddress } from '../schema/domain/pci-address.ts'
import type { UsbId } from '../schema/domain/usb-id.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<hostdev>`: one method a field. */
export interface HostdevBuilder extends Fluent<typeof hostdev, HostdevBuilder> {}
export class HostdevBuilder extends Builder<Hostdev> {}
derive(HostdevBuilder, hostdev)

type Numeral = UsbId['id']

/** Where the host has a USB device: the number of the bus and that of the device on it. */
export type UsbHostAddress = {
  /** The number of the bus. */
  readonly bus: Numeral
} & (
  | {
      /** The number of the device, which changes whenever it is plugged in anew. */
      readonly device: Numeral
    }
  | {
      /** The port, through hubs where there are dots, as `'1.2'`; it stays the same. Since libvirt 12.1.0. */
      readonly port: string
    }
)

/**
 * A USB device of the host, by vendor and product (`usb(0x1234, 0xbeef)`), or by where it is plugged in
 * (`usb({ bus: 1, device: 4 })`, `usb({ bus: 1, port: '1.2' })`). Text keeps its spelling: `usb('0x1234', '0xbeef')`.
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
export const usb = word(
  HostdevBuilder,
  hostdev,
  (
    ...which: readonly [vendor: Numeral, product: Numeral] | readonly [address: UsbHostAddress]
  ) => ({
    mode: 'subsystem',
    type: 'usb',
    source: which.length === 1 ? { address: which[0] } : { vendor: which[0], product: which[1] },
  }),
)

/**
 * A PCI device of the host, by its address as `lspci` shows it. libvirt takes it from the host when the guest starts and
 * gives it back; `.managed(false)` leaves that to you.
 *
 * @example
 * domain('fv0').hvm().hostdev(pci('0000:3b:00.0'))
 * // <hostdev mode="subsystem" type="pci" managed="yes">
 * //   <source>
 * //     <address domain="0x0000" bus="0x3b" slot="0x00" function="0x0"/>
 * //   </source>
 * // </hostdev>
 */
export const pci = word(HostdevBuilder, hostdev, (address: string | PciAddress) => ({
  mode: 'subsystem',
  type: 'pci',
  managed: true,
  source: { address },
}))

/** Where a SCSI device is on its adapter. */
export interface ScsiAddress {
  /** The bus; 0 where it is left out. */
  readonly bus?: HostdevAddress['bus']
  /** The target on the bus; 0 where it is left out. */
  readonly target?: HostdevAddress['target']
  /** The unit of the target; 0 where it is left out. */
  readonly unit?: HostdevAddress['unit']
}

/**
 * A SCSI device of the host: the adapter it is attached to, and where.
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
export const scsi = word(
  HostdevBuilder,
  hostdev,
  (adapter: string | ScsiAdapter, { bus = 0, target = 0, unit = 0 }: ScsiAddress = {}) => ({
    mode: 'subsystem',
    type: 'scsi',
    source: { adapter, address: { bus, target, unit } },
  }),
)

/**
 * Everything behind a vhost adapter of the host, by the world wide name that the host's configuration gives it.
 *
 * @example
 * domain('fv0').hvm().hostdev(scsiHost('naa.50014057667280d8'))
 * // <hostdev mode="subsystem" type="scsi_host">
 * //   <source protocol="vhost" wwpn="naa.50014057667280d8"/>
 * // </hostdev>
 */
export const scsiHost = word(HostdevBuilder, hostdev, (wwpn: string) => ({
  mode: 'subsystem',
  type: 'scsi_host',
  source: { protocol: 'vhost', wwpn },
}))

/**
 * A mediated device of the host, such as a part of its graphics card: `vfio-pci` until told otherwise.
 *
 * @example
 * domain('fv0').hvm().hostdev(mdev('c2177883-f1bb-47f0-914d-32a22e3a8804').display(true))
 * // <hostdev mode="subsystem" type="mdev" model="vfio-pci" display="on">
 * //   <source>
 * //     <address uuid="c2177883-f1bb-47f0-914d-32a22e3a8804"/>
 * //   </source>
 * // </hostdev>
 */
export const mdev = word(
  HostdevBuilder,
  hostdev,
  (uuid: string, model: 'vfio-pci' | 'vfio-ccw' | 'vfio-ap' = 'vfio-pci') => ({
    mode: 'subsystem',
    type: 'mdev',
    model,
    source: { address: { uuid } },
  }),
)
