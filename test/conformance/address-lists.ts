import { boardOf } from '../../src/check/addresses/board.ts'
import { readControllers } from '../../src/check/addresses/controllers.ts'
import { DEVICE_KINDS, type Definition, type Device } from '../../src/check/addresses/device.ts'
import { type DeviceAddress, pciText } from '../../src/check/addresses/device-address.ts'
import { driveText } from '../../src/check/addresses/drives.ts'
import { readDevices } from '../../src/check/addresses/read-devices.ts'
import { cursorOf } from '../../src/check/element-cursor.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'

/**
 * The devices of a domain and their addresses, as text: `disk: pci 0000:00:04.0`. If a domain is not new, as in libvirt's own
 * tests, libvirt does not assign USB ports, and chooses another USB controller for POWER.
 */
export function addressesOf(
  { devices }: Pick<Definition, 'devices'>,
  isNew: boolean,
): readonly string[] {
  const lists = DEVICE_KINDS.map(kind => {
    const listed = isNew ? devices[kind] : devices[kind].map(withoutUsb)
    const texts = listed.filter(isAddressed).map(textOf)
    // Their names tell them apart. libvirt may write them in another order than the one in which it assigned addresses.
    return kind === 'controller' || kind === 'disk' ? texts.sort() : texts
  })
  return lists.flat()
}

/** The devices in a document that libvirt wrote, and their addresses. */
export function addressesIn(xml: string, isNew: boolean): readonly string[] {
  const { node } = read(xml, domain, 'libvirt.xml')
  if (!node) throw new Error('libvirt wrote a document that vmc cannot read')
  const cursor = cursorOf(node)
  const { controllers } = readControllers(cursor)
  return addressesOf({ devices: readDevices(cursor, boardOf(cursor, {}), controllers) }, isNew)
}

/** What differs between two lists. */
export function compareAddresses(
  actual: readonly string[],
  expected: readonly string[],
): readonly string[] {
  const differences: string[] = []
  for (let nth = 0; nth < Math.max(actual.length, expected.length); nth++)
    if (actual[nth] !== expected[nth])
      differences.push(`${actual[nth]} instead of ${expected[nth]}`)
  return differences
}

const isAddressed = ({ kind, address }: Device): boolean =>
  kind === 'controller' || address !== undefined

function textOf({ kind, type, bus, model, index, address }: Device): string {
  const name = kind === 'controller' ? `${type} ${index} ${model}` : `${kind} ${bus} ${index}`
  return `${name}: ${address ? addressText(address) : 'none'}`
}

function addressText(address: DeviceAddress): string {
  switch (address.type) {
    case 'pci':
      return `pci ${pciText(address)} ${address.uid ?? ''} ${address.fid ?? ''}`.trimEnd()
    case 'drive':
      return driveText(address)
    case 'usb':
      return `usb ${address.bus}:${address.port.join('.')}`
    case 'dimm':
      return `slot ${address.slot}`
    default:
      return JSON.stringify(address)
  }
}

const withoutUsb = (device: Device): Device => ({
  ...device,
  model: device.model.replace(/^(qemu-xhci|pci-ohci)$/, 'usb'),
  address: device.address?.type === 'usb' ? undefined : device.address,
})
