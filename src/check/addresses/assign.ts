import type { DomainCursor } from '../cursor.ts'
import type { Target } from '../rule-context.ts'
import { boardOf } from './board.ts'
import {
  addDefaultControllers,
  addHostdevControllers,
  addImplicitControllers,
  numberControllers,
  readControllers,
  setDefaultModels,
} from './controllers.ts'
import type { Definition, Device } from './device.ts'
import { assignDrives } from './drives.ts'
import { assignMemorySlots } from './memory-slots.ts'
import { assignPci } from './pci.ts'
import type { Problem } from './problem.ts'
import { newDevice, readDevices } from './read-devices.ts'
import { assignSpaprVio } from './spapr-vio.ts'
import { assignUsb } from './usb.ts'
import { assignVirtioBus } from './virtio-bus.ts'
import { assignVirtioSerial } from './virtio-serial.ts'
import { assignZpci } from './zpci.ts'

/**
 * Assigns addresses to the devices of a definition in the same way as the QEMU driver of a libvirt release. Stores the
 * addresses in the definition, and returns the problems for which libvirt refuses the definition.
 */
export function assignAddresses(
  domain: DomainCursor,
  definition: Definition,
  target: Target,
): readonly Problem[] {
  const problems: Problem[] = []
  const report = (problem: Problem): void => {
    problems.push(problem)
  }
  assignVirtioSerial(definition, report)
  assignSpaprVio(definition, report)
  assignVirtioBus(definition, report)
  assignPci(definition, report)
  assignZpci(definition, report)
  assignUsb(definition, target, report)
  assignMemorySlots(domain, definition, report)
  return problems
}

/**
 * Reads the devices of a domain and adds the devices that libvirt adds. Also assigns drive addresses, because the controllers
 * that libvirt adds depend on them.
 */
export function readDefinition(domain: DomainCursor, target: Target): Definition {
  const board = boardOf(domain, target)
  const { controllers, controllerIndex } = readControllers(domain)
  const devices = readDevices(domain, board, controllers)
  const isHostdev = ({ type }: Device) => type === 'hostdev'
  const hostdevs = [...devices.interface.filter(isHostdev), ...devices.hostdev]
  const definition = { board, devices, controllers, controllerIndex, hostdevs }
  addHostdevControllers(definition)
  numberControllers(definition)
  addDefaultControllers(definition)
  if (board.hasBalloon && devices.memballoon.length === 0)
    devices.memballoon.push(newDevice('memballoon', undefined, { model: 'virtio' }))
  addPowerInputs(domain, definition)
  assignDrives(definition)
  setDefaultModels(definition)
  addImplicitControllers(definition)
  setDefaultModels(definition)
  return definition
}

// libvirt adds a USB keyboard to a POWER guest with graphics, and also a USB mouse if the guest has no USB tablet.
function addPowerInputs(domain: DomainCursor, { board, devices }: Definition): void {
  if (!/^ppc64/.test(board.arch) || !domain.first('devices/graphics')) return
  const has = (type: string) => devices.input.some(one => one.type === type && one.bus === 'usb')
  const hasTablet = has('tablet')
  for (const type of ['keyboard', 'mouse'])
    if (!has(type) && !(type === 'mouse' && hasTablet))
      devices.input.push(newDevice('input', undefined, { type, bus: 'usb' }))
}
