import {
  allDevices,
  type ControllerDevice,
  type Definition,
  type Device,
  ensureController,
  findController,
} from './device.ts'
import type { ReportProblem } from './problem.ts'

const DEFAULT_PORTS = 31

/** Reserves the ports of virtio-serial controllers, and assigns the next free port to each device without one. */
export function assignVirtioSerial(definition: Definition, report: ReportProblem): void {
  const { devices } = definition
  const used = new Map<ControllerDevice, Map<number, Device>>()
  for (const device of allDevices(definition)) {
    const { address } = device
    if (address?.type === 'virtio-serial' && address.port !== 0)
      reserve(device, address.controller, address.port)
  }
  // Port 0 is for consoles only. libvirt reserves the port of a console but does not write its address.
  for (const console of devices.console) if (console.type === 'virtio') assign(console, 0)
  for (const channel of devices.channel) if (channel.type === 'virtio') assign(channel, 1)

  function assign(device: Device, first: number): void {
    const given = device.address
    if (given && given.type !== 'virtio-serial') return
    if (given && given.port !== 0) return
    const found = given ? freePort(given.controller, 1) : nextPort(first)
    if (!found) {
      report({ kind: 'virtio-serial-full', device, controller: given?.controller ?? 0 })
      return
    }
    reserve(device, found.controller, found.port)
    if (first > 0) device.address = { type: 'virtio-serial', ...found }
  }

  function nextPort(first: number): { controller: number; port: number } | undefined {
    const sorted = definition.controllers
      .filter(one => one.type === 'virtio-serial')
      .sort((a, b) => a.index - b.index)
    for (const { index } of sorted) {
      const found = freePort(index, first)
      if (found) return found
    }
    let index = 0
    while (findController(definition, 'virtio-serial', index)) index++
    ensureController(definition, 'virtio-serial', index)
    return { controller: index, port: first }
  }

  function freePort(index: number, first: number) {
    const controller = findController(definition, 'virtio-serial', index)
    if (!controller) return undefined
    const taken = used.get(controller)
    for (let port = first; port < (controller.ports ?? DEFAULT_PORTS); port++)
      if (!taken?.has(port)) return { controller: index, port }
    return undefined
  }

  function reserve(device: Device, index: number, port: number): void {
    const controller = findController(definition, 'virtio-serial', index)
    if (!controller) return
    const ports = controller.ports ?? DEFAULT_PORTS
    if (port >= ports) {
      report({ kind: 'virtio-serial-port', device, controller, ports })
      return
    }
    const taken = used.get(controller) ?? new Map<number, Device>()
    used.set(controller, taken)
    const holder = taken.get(port)
    if (holder)
      report({
        kind: 'virtio-serial-taken',
        device,
        holder,
        address: `port ${port} of virtio-serial controller ${index}`,
      })
    else taken.set(port, device)
  }
}
