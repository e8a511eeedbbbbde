import type { Target } from '../rule-context.ts'
import { isBefore } from '../target.ts'
import { allDevices, type ControllerDevice, type Definition, type Device } from './device.ts'
import type { ReportProblem } from './problem.ts'
import { newDevice } from './read-devices.ts'
import { HUB_PORTS, portsOf, UsbPorts } from './usb-ports.ts'

/** Reserves USB ports, adds missing hubs, and assigns the next free port to each device without a port. */
export function assignUsb(definition: Definition, target: Target, report: ReportProblem): void {
  const { devices } = definition
  const usbDevices = inUsbOrder(definition, target).filter(one => isUsbDevice(one, target))
  if (usbDevices.length + devices.hub.length === 0) return
  const controllers = definition.controllers.filter(
    one => one.type === 'usb' && one.model !== 'none',
  )
  if (controllers.length === 0) {
    for (const device of [...devices.hub, ...usbDevices]) report({ kind: 'usb-none', device })
    return
  }
  addHubs(devices.hub, usbDevices.length, controllers)
  const ports = new UsbPorts(controllers)
  for (const device of [...devices.hub, ...usbDevices]) {
    const { address } = device
    if (address?.type !== 'usb' || address.port.length === 0) continue
    const problem = ports.reserve(device, address)
    if (problem) report(problem)
  }
  for (const device of [...devices.hub, ...usbDevices]) {
    const { address } = device
    if (address && (address.type !== 'usb' || address.port.length > 0)) continue
    const bus = address?.bus
    const free = ports.free(bus)
    if (free) {
      device.address = free
      ports.reserve(device, free)
    } else if (bus !== undefined && !ports.hasBus(bus)) report({ kind: 'usb-no-bus', device, bus })
    else report({ kind: 'usb-full', device })
  }
}

function addHubs(hubs: Device[], count: number, controllers: readonly ControllerDevice[]): void {
  const available = controllers.reduce((sum, one) => sum + portsOf(one), HUB_PORTS * hubs.length)
  const missing = count + hubs.length - available
  if (missing <= 0) return
  // Each hub that libvirt adds also occupies a port, so it increases the number of free ports by one less than the number of
  // its own ports.
  const added = Math.ceil((missing + 1) / (HUB_PORTS - 1))
  for (let nth = 0; nth < added; nth++) hubs.push(newDevice('hub', undefined, {}))
}

/** Whether a device, other than a hub, is on USB. */
function isUsbDevice({ kind, type, bus, model }: Device, target: Target): boolean {
  switch (kind) {
    case 'hostdev':
      return type === 'usb'
    case 'disk':
    case 'input':
      return bus === 'usb'
    case 'controller':
      return type === 'ccid'
    case 'serial':
      return type === 'usb-serial'
    case 'sound':
      return model === 'usb'
    case 'redirdev':
      return true
    case 'interface':
      return model === 'usb-net' && !isBefore(target, INFO_ORDER)
    default:
      return false
  }
}

// From this libvirt release on, libvirt processes USB devices in the order of `allDevices`, which includes USB NICs.
const INFO_ORDER = '9.1.0'

function inUsbOrder(definition: Definition, target: Target): readonly Device[] {
  if (!isBefore(target, INFO_ORDER)) return allDevices(definition)
  const { devices, hostdevs } = definition
  return [
    ...hostdevs,
    ...devices.disk,
    ...devices.controller,
    ...devices.input,
    ...devices.serial,
    ...devices.sound,
    ...devices.redirdev,
  ]
}
