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
  // Ports are never freed, so two numbers only increase: the next port to try on each controller, and the index of the next
  // controller to add.
  const nextPorts = new Map<ControllerDevice, number>()
  let nextIndex = 0
  // The controllers that may have a free port, sorted by descending index.
  const open = definition.controllers
    .filter(one => one.type === 'virtio-serial')
    .sort((a, b) => b.index - a.index)
  for (const device of allDevices(definition)) {
    const { address } = device
    if (address?.type === 'virtio-serial' && address.port !== 0)
      reserve(device, address.controller, address.port)
  }
  for (const one of devices.console) if (one.type === 'virtio') assignConsole(one)
  for (const one of devices.channel) if (one.type === 'virtio') assignChannel(one)

  // Several consoles can have port 0, which is also the port of an address without a port. For such a console, libvirt
  // reserves a free port of controller 0.
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
    for (let last = open.at(-1); last; last = open.at(-1)) {
      const found = freePort(last.index)
      if (found) return found
      open.pop()
    }
    while (definition.controllerIndex.find('virtio-serial', nextIndex)) nextIndex++
    ensureController(definition, 'virtio-serial', nextIndex)
    open.push(definition.controllerIndex.find('virtio-serial', nextIndex)!)
    return { controller: nextIndex, port: 1 }
  }

  function freePort(index: number) {
    const controller = definition.controllerIndex.find('virtio-serial', index)
    if (!controller) return undefined
    const taken = used.get(controller)
    let port = nextPorts.get(controller) ?? 1
    while (taken?.has(port)) port++
    nextPorts.set(controller, port)
    return port < (controller.ports ?? DEFAULT_PORTS) ? { controller: index, port } : undefined
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
