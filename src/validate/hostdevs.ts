import type { Here } from './here.ts'
import { devices, down, numeric, spelled } from './look.ts'

/** A device of the host, in words that are the same for the same device. */
export interface HostDevice {
  readonly here: Here
  readonly name: string
  /** Is it one certain device, and not any of its kind? */
  readonly isCertain: boolean
}

/** The devices of the host that a domain is given, network cards among them. */
export function hostDevices(domain: Here): readonly HostDevice[] {
  return [
    ...devices(domain, 'hostdev').flatMap(here => named(here, down(here, 'source'))),
    ...devices(domain, 'interface').flatMap(here => {
      if (spelled(here, 'type') !== 'hostdev') return []
      return addressed(here, down(here, 'source', 'hostAddress'))
    }),
  ]
}

function named(here: Here, source: Here | undefined): readonly HostDevice[] {
  const certain = (name: string): readonly HostDevice[] => [{ here, name, isCertain: true }]
  const address = down(source, 'address')
  switch (spelled(here, 'type')) {
    case 'pci':
      return addressed(here, address, 'pci')
    case 'usb': {
      if (address) return addressed(here, address, 'usb')
      const [vendor, product] = ['vendor', 'product'].map(key => spelled(down(source, key), 'id'))
      if (vendor === undefined || product === undefined) return []
      return [{ here, name: `USB device ${vendor}:${product}`, isCertain: false }]
    }
    case 'mdev': {
      const uuid = spelled(address, 'uuid')
      return uuid === undefined ? [] : certain(`mediated device ${uuid.toLowerCase()}`)
    }
    case 'scsi': {
      const adapter = spelled(down(source, 'adapter'), 'name')
      const parts = ['bus', 'target', 'unit'].map(key => numeric(address, key) ?? 0)
      if (adapter !== undefined && address) {
        return certain(`SCSI device ${adapter}:${parts.join(':')}`)
      }
      const name = spelled(source, 'name')
      const host = spelled(down(source, 'host'), 'name')
      return name === undefined ? [] : certain(`iSCSI device ${host}/${name}`)
    }
    case 'scsi_host': {
      const wwpn = spelled(source, 'wwpn')
      return wwpn === undefined ? [] : certain(`SCSI host ${wwpn}`)
    }
    default:
      return []
  }
}

function addressed(
  here: Here,
  address: Here | undefined,
  type = spelled(address, 'type'),
): readonly HostDevice[] {
  if (!address) return []
  const part = (key: string): number => numeric(address, key) ?? 0
  if (type === 'usb') {
    const name = `USB device ${part('bus')}:${part('device')}`
    return [{ here, name, isCertain: true }]
  }
  const hex = (key: string, digits: number) => part(key).toString(16).padStart(digits, '0')
  const name = `PCI device ${hex('domain', 4)}:${hex('bus', 2)}:${hex('slot', 2)}.${part('function')}`
  return [{ here, name, isCertain: true }]
}
