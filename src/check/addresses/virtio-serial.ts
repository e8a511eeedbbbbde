import {
  allDevices,
  type ControllerDevice,
  type Definition,
  type Device,
  ensureController,
} from './device.ts'
import type { ReportProblem } from './problem.ts'

const DEFAULT_PORTS = 31

/** Reserves the ports of virtio-serial controllers, and assigns the next free port to each device without a port. */
export function assignVirtioSerial(definition: Definition, report: ReportProblem): void {
  const { devices } = definition
  const used = new Map<ControllerDevice, Map<number, Device>>()
  for (const device of allDevices(definition)) {
    const { address } = device
    if (address?.type === 'virtio-serial' && address.port !== 0)
      reserve(device, address.controller, address.port)
  }
  for (const one of devices.console) if (one.type === 'virtio') assignConsole(one)
  for (const one of devices.channel) if (one.type === 'virtio') assignChannel(one)

  // Consoles share port 0. If the address of a console has no port, libvirt reserves a port of controller 0.
  function assignConsole(device: Device): void {
    const { address } = device
    if (address?.type !== 'virtio-serial' || address.port !== 0) return
    const found = freePort(0)
    if (found) reserve(device, 0, found.port)
    else report({ kind: 'virtio-serial-full', device, controller: 0 })
  }

  function assignChannel(device: Device): void {
    const given = device.address?.type === 'virtio-serial' ? device.address : undefined
    if (given && given.port !== 0) return
    const found = given ? freePort(given.controller) : nextPort()
    if (found) {
      reserve(device, found.controller, found.port)
      device.address = { type: 'virtio-serial', ...found }
    } else if (given) report({ kind: 'virtio-serial-full', device, controller: given.controller })
  }

  function nextPort() {
    const sorted = definition.controllers
      .filter(one => one.type === 'virtio-serial')
      .sort((a, b) => a.index - b.index)
    for (const { index } of sorted) {
      const found = freePort(index)
      if (found) return found
    }
    let index = 0
    while (definition.controllerIndex.find('virtio-serial', index)) index++
    ensureController(definition, 'virtio-serial', index)
    return { controller: index, port: 1 }
  }

  function freePort(index: number) {
    const controller = definition.controllerIndex.find('virtio-serial', index)
    if (!controller) return undefined
    const taken = used.get(controller)
    for (let port = 1; port < (controller.ports ?? DEFAULT_PORTS); port++)
      if (!taken?.has(port)) return { controller: index, port }
    return undefined
  }

  function reserve(device: Device, index: number, port: number): void {
    const controller = definition.controllerIndex.find('virtio-serial', index)
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
