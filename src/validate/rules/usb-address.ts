import type { Here } from '../here.ts'
import { also, devices, down, each, numeric, place, repeated, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A USB device is plugged into a port that is there, and into one of its own. */
export const usbAddress: Rule = {
  code: 'VMC2306',
  slug: 'usb-address',
  severity: 'error',
  title: 'USB port that is taken or not there',
  help: 'Port 1.2 is port 2 of the hub at port 1: hubs have 8 ports and are devices of their own; each port takes one device.',
  hypervisors: QEMU,
  about: ['devices/*/address/port'],
  wrong: {
    xml: `<devices>
  <input type="mouse" bus="usb"><address type="usb" bus="0" port="1"/></input>
  <input type="tablet" bus="usb"><address type="usb" bus="0" port="1"/></input>
</devices>`,
  },
  right: {
    xml: `<devices>
  <input type="mouse" bus="usb"><address type="usb" bus="0" port="1"/></input>
  <input type="tablet" bus="usb"><address type="usb" bus="0" port="2"/></input>
</devices>`,
  },
  *check(domain) {
    const kinds = ['disk', 'input', 'hub', 'hostdev', 'redirdev', 'sound', 'serial', 'smartcard']
    const plugged = kinds.flatMap(kind =>
      devices(domain, kind).flatMap(device => {
        const address = down(device, 'address')
        if (!address || spelled(address, 'type') !== 'usb') return []
        const port = spelled(address, 'port')
        return port === undefined
          ? []
          : [{ kind, address, port, bus: numeric(address, 'bus') ?? 0 }]
      }),
    )
    if (plugged.length === 0) return
    const keys = new Map(plugged.map(({ address, bus, port }) => [address, `${bus} port ${port}`]))
    for (const { here, first, key } of repeated(keys.keys(), address => keys.get(address))) {
      yield {
        message: `two devices are at USB bus ${key}`,
        ...place(here, 'port'),
        help: 'give each a port of its own, or leave the ports to libvirt',
        related: [also('the other is here', first, 'port')],
      }
    }
    const hubs = devices(domain, 'hub')
    const placed = new Set(
      plugged.filter(({ kind }) => kind === 'hub').map(({ bus, port }) => `${bus} ${port}`),
    )
    // A hub without an address may come to stand anywhere.
    const isOpen = placed.size < hubs.length
    for (const { address, port, bus } of plugged) {
      const steps = port.split('.')
      const above = steps.slice(0, -1).map((_, depth) => steps.slice(0, depth + 1).join('.'))
      const missing = isOpen ? undefined : above.find(hub => !placed.has(`${bus} ${hub}`))
      if (missing !== undefined) {
        yield {
          message: `there is no hub at USB bus ${bus} port ${missing} for port ${port}`,
          ...place(address, 'port'),
          help: 'add the hub, or use a port of the controller',
        }
      } else if (steps.slice(1).some(step => Number(step) > 8)) {
        yield {
          message: `a hub has no port ${steps.slice(1).find(step => Number(step) > 8)}`,
          ...place(address, 'port'),
          help: 'its ports are 1 to 8',
        }
      } else if (bus > 0 && !busesOf(domain).has(bus)) {
        yield {
          message: `there is no USB controller ${bus}`,
          ...place(address, 'bus'),
          help: `add it: .controller({ type: 'usb', index: ${bus}, model: 'qemu-xhci' })`,
        }
      }
    }
  },
}

// Controllers without an index count on from those before them.
function busesOf(domain: Here): ReadonlySet<number> {
  const all = each(down(domain, 'devices'), 'controller').filter(
    one => spelled(one, 'type') === 'usb',
  )
  return new Set(all.map((one, position) => numeric(one, 'index') ?? position))
}
