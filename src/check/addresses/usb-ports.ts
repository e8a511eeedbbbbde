import type { ControllerDevice, Device } from './device.ts'
import type { UsbAddress } from './device-address.ts'
import type { Problem } from './problem.ts'

/** A USB controller or hub, and the devices at its ports. */
interface Hub {
  readonly ports: number
  readonly used: Map<number, Device>
  readonly hubs: Map<number, Hub>
}

/** The number of ports of a hub. */
export const HUB_PORTS = 8
// The maximum number of ports in a USB path: a port of the controller, and up to three hubs.
const MAX_DEPTH = 4

const newHub = (ports: number): Hub => ({ ports, used: new Map(), hubs: new Map() })

/** The USB ports of a domain, and the devices at them. */
export class UsbPorts {
  readonly #buses = new Map<number, Hub>()

  constructor(controllers: readonly ControllerDevice[]) {
    for (const one of controllers.toSorted((a, b) => a.index - b.index))
      if (portsOf(one) > 0 && !this.hasBus(one.index))
        this.#buses.set(one.index, newHub(portsOf(one)))
  }

  /** Whether the domain has a USB controller with this index, and the controller has ports. */
  hasBus(bus: number): boolean {
    return this.#buses.has(bus)
  }

  /** The first free port of a bus. With `undefined`, the first free port of all buses. */
  free(bus: number | undefined): UsbAddress | undefined {
    for (const [index, hub] of this.#buses) {
      const port = (bus ?? index) === index ? freePort(hub, 1) : undefined
      if (port) return { type: 'usb', bus: index, port }
    }
    return undefined
  }

  /** Reserves a port for a device. Returns a problem if the device cannot be at this port. */
  reserve(device: Device, { bus, port: path }: UsbAddress): Problem | undefined {
    const root = this.#buses.get(bus)
    if (!root) return { kind: 'usb-no-bus', device, bus }
    const port = path.join('.')
    let hub = root
    for (const [depth, step] of path.entries()) {
      const { ports } = hub
      const at = path.slice(0, depth + 1).join('.')
      if (step > ports) return { kind: 'usb-port', device, port: at, ports, isHub: hub !== root }
      if (depth === path.length - 1) break
      const next = hub.hubs.get(step)
      if (!next) return { kind: 'usb-no-hub', device, port, hub: at, bus }
      hub = next
    }
    const last = path.at(-1)!
    const holder = hub.used.get(last)
    if (holder) return { kind: 'usb-taken', device, holder, address: `USB bus ${bus} port ${port}` }
    hub.used.set(last, device)
    if (device.kind === 'hub') hub.hubs.set(last, newHub(HUB_PORTS))
    return undefined
  }
}

function freePort(hub: Hub, depth: number): readonly number[] | undefined {
  for (let port = 1; port <= hub.ports; port++) if (!hub.used.has(port)) return [port]
  if (depth === MAX_DEPTH) return undefined
  for (const [port, next] of [...hub.hubs].sort(([a], [b]) => a - b)) {
    const path = freePort(next, depth + 1)
    if (path) return [port, ...path]
  }
  return undefined
}

/** The number of ports of a USB controller. */
export function portsOf({ model, ports }: ControllerDevice): number {
  if (/^(nec|qemu)-xhci$/.test(model)) return ports ?? 4
  return PORTS.get(model) ?? 0
}

// The companions of an ich9-ehci1 controller share its ports, so they are not in the table.
const PORTS = new Map([
  ['', 2],
  ['piix3-uhci', 2],
  ['piix4-uhci', 2],
  ['vt82c686b-uhci', 2],
  ['ehci', 6],
  ['ich9-ehci1', 6],
  ['pci-ohci', 3],
])
