import type { Address } from '../../schema/domain/address.ts'
import type { Hub } from '../../schema/domain/hub.ts'
import type { Cursor } from '../cursor.ts'

/** The address of a device in the guest. Numbers that the definition does not set are 0, as in libvirt. */
export type DeviceAddress =
  | PciAddress
  | DriveAddress
  | UsbAddress
  | CcwAddress
  | SpaprVioAddress
  | { readonly type: 'virtio-serial'; readonly controller: number; readonly port: number }
  | { readonly type: 'ccid'; readonly controller: number; readonly slot: number }
  | { readonly type: 'dimm'; readonly slot: number }
  | { readonly type: 'isa' | 'virtio-mmio' | 'unassigned' }

/** A PCI address. If domain, bus and slot are 0, libvirt assigns the address. */
export interface PciAddress {
  readonly type: 'pci'
  readonly domain: number
  readonly bus: number
  readonly slot: number
  readonly function: number
  /** The zPCI identifiers of the device on s390. libvirt assigns identifiers that are not set. */
  readonly uid?: number | undefined
  readonly fid?: number | undefined
}

/** The address of a drive on a disk controller. */
export interface DriveAddress {
  readonly type: 'drive'
  readonly controller: number
  readonly bus: number
  readonly target: number
  readonly unit: number
}

/** A USB port, as a path through hubs. If the path is empty, libvirt assigns a port on the bus. */
export interface UsbAddress {
  readonly type: 'usb'
  readonly bus: number
  readonly port: readonly number[]
}

/** A CCW address of an s390 guest. If devno is not set, libvirt assigns the address. */
interface CcwAddress {
  readonly type: 'ccw'
  readonly cssid: number
  readonly ssid: number
  readonly devno: number | undefined
}

/** An address on the virtual I/O bus of pSeries. If the register is not set, libvirt assigns one. */
interface SpaprVioAddress {
  readonly type: 'spapr-vio'
  readonly reg: number | undefined
}

/** The guest address in the definition of a device. */
export function readAddress(device: Cursor<unknown>): DeviceAddress | undefined {
  // The cast is safe, because the address is at the same path in all devices.
  const address = (device as Cursor<Hub>).first('address')
  return address && parse(address)
}

function parse(address: Cursor<Address>): DeviceAddress | undefined {
  const type = address.text('type')
  switch (type) {
    case 'pci':
      return pciAddress(address)
    case 'drive':
      return {
        type,
        controller: address.number('controller') ?? 0,
        bus: address.number('bus') ?? 0,
        target: address.number('target') ?? 0,
        unit: address.number('unit') ?? 0,
      }
    case 'virtio-serial':
      return {
        type,
        controller: address.number('controller') ?? 0,
        port: address.number('port') ?? 0,
      }
    case 'ccid':
      return {
        type,
        controller: address.number('controller') ?? 0,
        slot: address.number('slot') ?? 0,
      }
    case 'usb':
      return { type, bus: address.number('bus') ?? 0, port: portPath(address.text('port')) }
    case 'ccw':
      return {
        type,
        cssid: address.number('cssid') ?? 0,
        ssid: address.number('ssid') ?? 0,
        devno: address.number('devno'),
      }
    case 'spapr-vio':
      return { type, reg: address.number('reg') }
    case 'dimm':
      return { type, slot: address.number('slot') ?? 0 }
    case 'isa':
    case 'virtio-mmio':
    case 'unassigned':
      return { type }
    default:
      return undefined
  }
}

function pciAddress(address: Cursor<Address>): PciAddress {
  const zpci = address.first('zpci')
  return {
    type: 'pci',
    domain: pciNumber(address, 'domain'),
    bus: pciNumber(address, 'bus'),
    slot: pciNumber(address, 'slot'),
    function: pciNumber(address, 'function'),
    ...(zpci && { uid: zpci.number('uid'), fid: zpci.number('fid') }),
  }
}

// libvirt reads a number with a leading zero as octal.
function pciNumber(address: Cursor<Address>, key: 'domain' | 'bus' | 'slot' | 'function'): number {
  const text = address.text(key)
  if (text !== undefined && /^0[0-7]+$/.test(text)) return Number.parseInt(text, 8)
  return address.number(key) ?? 0
}

// In the path of a USB port, libvirt ignores the number 0 and everything after it.
function portPath(text: string | undefined): readonly number[] {
  const path = text === undefined ? [] : text.split('.').map(Number)
  const end = path.indexOf(0)
  return end < 0 ? path : path.slice(0, end)
}

/** Whether an address is a PCI address that the definition sets, or that libvirt has already assigned. */
export const isPlacedPci = (address: DeviceAddress | undefined): address is PciAddress =>
  address?.type === 'pci' && (address.domain | address.bus | address.slot) !== 0

/** Whether libvirt assigns a PCI address to a PCI device that has this address in the definition. */
export const wantsPci = (address: DeviceAddress | undefined): boolean =>
  address === undefined || (address.type === 'pci' && !isPlacedPci(address))

/** A PCI address in the notation of libvirt and `lspci`: `0000:00:1f.2`. */
export function pciText({ domain, bus, slot, function: fn }: Omit<PciAddress, 'type'>): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn}`
}
