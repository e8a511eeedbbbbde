import { type Cursor, eachOf } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { Address } from '../../schema/domain/address.ts'
import type { Devices } from '../../schema/domain/devices.ts'

/** The port of a USB device must exist, and no other device can use it. */
export const usbAddress = rule({
  code: 'VMC2306',
  slug: 'usb-address',
  severity: 'error',
  title: 'USB port is already used or does not exist',
  help: 'A USB port accepts only one device. Port 1.2 is port 2 of the hub at port 1. A hub has 8 ports and must be defined as a device, <hub type="usb">. Change the port, or leave the ports to libvirt.',
  for: 'qemu',
  source:
    'domain_addr.c: virDomainUSBAddressFindPort; domain_addr.c: virDomainUSBAddressReserve; domain_addr.c: virDomainUSBAddressAssign',
  on: 'devices',
  example: {
    xml: `<devices>
  <input type="mouse" bus="usb"><address type="usb" bus="0" port="1"/></input>
  <input type="tablet" bus="usb"><address type="usb" bus="0" port="{1 -> 2}"/></input>
</devices>`,
  },
  *check(devices) {
    // libvirt ignores a USB address on an input device that is not on USB, so the rule skips it.
    const inputs = devices.each('input').filter(one => (one.text('bus') ?? 'usb') === 'usb')
    const addresses = [
      ...eachOf(devices, ADDRESSES),
      ...inputs.flatMap(input => input.each('address')),
    ].filter(one => one.text('type') === 'usb' && one.text('port') !== undefined)
    if (addresses.length === 0) return
    for (const { element, first, key } of duplicates(addresses, portOf)) {
      yield element.report(
        'port',
        `two devices are at ${key}`,
        'give each device its own port, or leave the ports to libvirt',
        { related: [first.related('port', 'first used here')] },
      )
    }
    const hubs = new Set(addresses.filter(one => one.parent?.key === 'hub').map(portOf))
    // libvirt can put a hub without an address at any port, so the ports of the hubs are unknown.
    const known = hubs.size < devices.each('hub').length ? undefined : hubs
    const controllers = controllersOf(devices)
    for (const address of addresses) yield* checkPort(address, known, controllers)
  },
})

const ADDRESSES = [
  'disk/address',
  'hub/address',
  'hostdev/address',
  'redirdev/address',
  'sound/address',
  'serial/address',
  'smartcard/address',
] as const

const busOf = (address: Cursor<Address>): number => address.number('bus') ?? 0

const portOf = (address: Cursor<Address>): string =>
  describePort(busOf(address), address.text('port')!)

const describePort = (bus: number, port: string): string => `USB bus ${bus} port ${port}`

/** `hubs` contains the ports of the hubs, or is undefined if they are unknown. */
function* checkPort(
  address: Cursor<Address>,
  hubs: ReadonlySet<string> | undefined,
  controllers: ReadonlySet<number>,
): Generator<RuleFinding> {
  const bus = busOf(address)
  const port = address.text('port')!
  const steps = port.split('.')
  const parents = steps
    .slice(1)
    .map((_, depth) => describePort(bus, steps.slice(0, depth + 1).join('.')))
  const missing = hubs && parents.find(hub => !hubs.has(hub))
  const tooHigh = steps.slice(1).find(step => Number(step) > 8)
  if (missing !== undefined) {
    const message = `port ${port} needs a hub at port ${missing}, but there is no hub`
    yield address.report('port', message, 'add the hub, or use a port of the controller')
  } else if (tooHigh !== undefined) {
    yield address.report('port', `a USB hub has no port ${tooHigh}`, 'use a port from 1 to 8')
  } else if (bus > 0 && !controllers.has(bus)) {
    yield address.report(
      'bus',
      `USB controller ${bus} does not exist`,
      `add .controller({ type: 'usb', index: ${bus}, model: 'qemu-xhci' })`,
    )
  }
}

// libvirt numbers controllers without an index by their order.
function controllersOf(devices: Cursor<Devices>): ReadonlySet<number> {
  const usb = devices.each('controller').filter(one => one.text('type') === 'usb')
  return new Set(usb.map((one, position) => one.number('index') ?? position))
}
