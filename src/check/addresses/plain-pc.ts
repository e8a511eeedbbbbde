import type { Address } from '../../schema/domain/address.ts'
import type { Controller } from '../../schema/domain/controller.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'

/*
 * Most definitions are of an i440fx machine whose devices are all on its one PCI bus, each at its own address, or left to
 * libvirt, which adds bridges if the bus is full. Nothing can clash there, so nothing needs to be assigned to find it out.
 */

/** Whether the addresses in the definition of an i440fx machine are so simple that libvirt certainly accepts them. */
export function isPlainPc(domain: DomainCursor): boolean {
  const places = new Set<number>()
  for (const device of domain.each('devices/*')) {
    // The cast is safe, because the address is at the same path in all devices.
    const address = (device as Cursor<Controller>).first('address')
    const controller = device.key === 'controller' ? (device as Cursor<Controller>) : undefined
    if (controller && !isPlainController(controller)) return false
    if (!address || address.text('type') === 'drive') continue
    const place = placeOf(address)
    if (place === undefined || places.has(place) || !fits(place, controller)) return false
    places.add(place)
  }
  return domain.each('devices/controller').filter(one => one.text('type') === 'usb').length < 2
}

/** Whether a controller has no restrictions, and its address does not depend on the addresses of other devices. */
function isPlainController(controller: Cursor<Controller>): boolean {
  if (controller.has('ports')) return false
  const model = controller.text('model')
  switch (controller.text('type')) {
    case 'pci':
      return model === 'pci-root'
    case 'usb':
      return (model === undefined || model === 'piix3-uhci') && !controller.has('master')
    default:
      return true
  }
}

/** The slot and function on PCI bus 0 as one number. `undefined` for an address on another bus. */
function placeOf(address: Cursor<Address>): number | undefined {
  if (address.text('type') !== 'pci' || address.has('zpci')) return undefined
  const [slot, fn] = [decimal(address, 'slot'), decimal(address, 'function')]
  if (decimal(address, 'domain') !== 0 || decimal(address, 'bus') !== 0) return undefined
  return slot === undefined || fn === undefined ? undefined : slot * 8 + fn
}

// The fast path handles only decimal numbers. libvirt reads a number with a leading zero as octal.
function decimal(
  address: Cursor<Address>,
  key: 'domain' | 'bus' | 'slot' | 'function',
): number | undefined {
  const text = address.text(key)
  if (text === undefined) return 0
  return /^0[0-7]+$/.test(text) ? undefined : Number(text)
}

const [IDE, USB] = [8 + 1, 8 + 2]

/** Whether a device can be at an address. Slot 1 is for the devices of the chipset, which have fixed addresses. */
function fits(place: number, controller: Cursor<Controller> | undefined): boolean {
  const type = controller?.text('type')
  const isFirst = controller?.number('index') === 0
  if (type === 'ide') return isFirst && place === IDE
  if (type === 'usb') return isFirst && place === USB
  return place >= 16 && place < 256
}
