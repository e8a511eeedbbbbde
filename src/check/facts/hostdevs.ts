import type { Address } from '../../schema/domain/address.ts'
import type { Hostdev } from '../../schema/domain/hostdev.ts'
import type { Nic } from '../../schema/domain/interface.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'

/** A host device that is assigned to a guest. The same device has the same name in all domains. */
export interface HostDevice {
  readonly device: Cursor<Hostdev> | Cursor<Nic>
  readonly name: string
  /** Whether the name identifies a single device. If not, the name matches any device with a certain vendor and product. */
  readonly isCertain: boolean
}

/** The host devices that are assigned to a domain, including NICs. */
export function hostDevices(domain: DomainCursor): readonly HostDevice[] {
  const found: HostDevice[] = []
  for (const hostdev of domain.each('devices/hostdev')) found.push(...hostdevName(hostdev))
  for (const nic of domain.each('devices/interface')) {
    if (nic.text('type') !== 'hostdev') continue
    const address = nic.first('source/hostAddress') as Cursor<Address> | undefined
    found.push(...addressed(nic, address, address?.text('type')))
  }
  return found
}

function hostdevName(device: Cursor<Hostdev>): readonly HostDevice[] {
  const certain = (name: string): readonly HostDevice[] => [{ device, name, isCertain: true }]
  const source = device.first('source')
  const address = device.first('source/address') as Cursor<Address> | undefined
  switch (device.text('type')) {
    case 'pci':
      return addressed(device, address, 'pci')
    case 'usb': {
      if (address) return addressed(device, address, 'usb')
      const [vendor, product] = [source?.text('vendor/id'), source?.text('product/id')]
      if (vendor === undefined || product === undefined) return []
      return [{ device, name: `USB device ${vendor}:${product}`, isCertain: false }]
    }
    case 'mdev': {
      const uuid = device.text('source/address/uuid')
      return uuid === undefined ? [] : certain(`mediated device ${uuid.toLowerCase()}`)
    }
    case 'scsi': {
      const adapter = source?.text('adapter/name')
      const parts = [address?.number('bus'), address?.number('target'), address?.number('unit')]
      if (adapter !== undefined && address)
        return certain(`SCSI device ${adapter}:${parts.map(part => part ?? 0).join(':')}`)
      const name = source?.text('name')
      return name === undefined ? [] : certain(`iSCSI device ${source?.text('host/name')}/${name}`)
    }
    case 'scsi_host': {
      const wwpn = source?.text('wwpn')
      return wwpn === undefined ? [] : certain(`SCSI host ${wwpn}`)
    }
    default:
      return []
  }
}

interface UsbAddress {
  readonly bus?: string
  readonly device?: string
  readonly port?: string
}

function addressed(
  device: HostDevice['device'],
  address: Cursor<Address> | undefined,
  type: string | undefined,
): readonly HostDevice[] {
  if (!address) return []
  if (type === 'usb') {
    const usb = address as unknown as Cursor<UsbAddress>
    const [bus, port] = [usb.number('bus') ?? 0, usb.text('port')]
    const name =
      port === undefined
        ? `USB device ${bus}:${usb.number('device') ?? 0}`
        : `USB port ${bus}-${port}`
    return [{ device, name, isCertain: true }]
  }
  const hex = (value: number | undefined, digits: number) =>
    (value ?? 0).toString(16).padStart(digits, '0')
  const [segment, bus] = [hex(address.number('domain'), 4), hex(address.number('bus'), 2)]
  const name = `PCI device ${segment}:${bus}:${hex(address.number('slot'), 2)}.${address.number('function') ?? 0}`
  return [{ device, name, isCertain: true }]
}
