import type { ControllerDevice, Device } from './device.ts'
import type { UsbAddress } from './device-address.ts'
import type { Problem } from './problem.ts'

/** A USB controller or hub, and the devices at its ports. */
interface Hub {
  readonly ports: number
  readonly used: Map<number, Device>
  readonly hubs: Map<number, Hub>
  /** The port before which all ports are used. */
  firstFree: number
  /** Whether neither this hub nor the hubs below it have a free port. */
  isFull: boolean
}

/** The number of ports of a hub. */
export const HUB_PORTS = 8
// The maximum number of ports in a USB path: a port of the controller, and up to three hubs.
const MAX_DEPTH = 4

const newHub = (ports: number): Hub => ({
  ports,
  used: new Map(),
  hubs: new Map(),
  firstFree: 1,
  isFull: false,
})

/** The USB ports of a domain, and the devices at them. */
export class UsbPorts {
  readonly #buses = new Map<number, Hub>()
  readonly #indexes: readonly number[]
  // The position in the list of the first bus that may have a free port. All buses before this position are full.
  #firstOpen = 0

  constructor(controllers: readonly ControllerDevice[]) {
    for (const one of controllers.toSorted((a, b) => a.index - b.index))
      if (portsOf(one) > 0 && !this.hasBus(one.index))
        this.#buses.set(one.index, newHub(portsOf(one)))
    this.#indexes = [...this.#buses.keys()]
  }

  /** Whether the domain has a USB controller with this index, and the controller has ports. */
  hasBus(bus: number): boolean {
    return this.#buses.has(bus)
  }

  /** The first free port on a bus. If the bus is `undefined`, the first free port on any bus. */
  free(bus: number | undefined): UsbAddress | undefined {
    if (bus !== undefined) return this.#freeOn(bus)
    for (; this.#firstOpen < this.#indexes.length; this.#firstOpen++) {
      const found = this.#freeOn(this.#indexes[this.#firstOpen]!)
      if (found) return found
    }
    return undefined
  }

  #freeOn(bus: number): UsbAddress | undefined {
    const hub = this.#buses.get(bus)
    const port = hub && freePort(hub, 1)
    return port && { type: 'usb', bus, port }
  }

  /** Puts a device at a port. Returns the reason if this is not possible. */
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
    if (device.kind === 'hub') this.#addHub(root, path)
    return undefined
  }

  // The ports of the new hub are free, so no hub on the path to the new hub is full any more.
  #addHub(root: Hub, path: readonly number[]): void {
    this.#firstOpen = 0
    let hub = root
    root.isFull = false
    for (const step of path.slice(0, -1)) {
      hub = hub.hubs.get(step)!
      hub.isFull = false
    }
    hub.hubs.set(path.at(-1)!, newHub(HUB_PORTS))
  }
}

function freePort(hub: Hub, depth: number): readonly number[] | undefined {
  if (hub.isFull) return undefined
  while (hub.used.has(hub.firstFree)) hub.firstFree++
  if (hub.firstFree <= hub.ports) return [hub.firstFree]
  if (depth < MAX_DEPTH) {
    for (const [port, next] of [...hub.hubs].sort(([a], [b]) => a - b)) {
      const path = freePort(next, depth + 1)
      if (path) return [port, ...path]
    }
  }
  hub.isFull = true
  return undefined
}

/** The number of ports of a USB controller. */
export function portsOf({ model, ports }: ControllerDevice): number {
  if (/^(nec|qemu)-xhci$/.test(model)) return ports ?? 4
  return PORTS.get(model) ?? 0
}

// The number of ports, by controller model. The companion controllers of an ich9-ehci1 are not in the map, because they share
// its ports.
const PORTS = new Map([
  ['', 2],
  ['piix3-uhci', 2],
  ['piix4-uhci', 2],
  ['vt82c686b-uhci', 2],
  ['ehci', 6],
  ['ich9-ehci1', 6],
  ['pci-ohci', 3],
])
