import type { Controller } from '../../schema/domain/controller.ts'
import type { Cursor } from '../cursor.ts'
import { allDevices, type ControllerDevice, type Definition, type Device } from './device.ts'
import { isPlacedPci } from './device-address.ts'
import type { ReportProblem } from './problem.ts'

/** The highest target index of a PCI host bridge on pSeries. */
const LAST = 30

/**
 * Gives the next free target index to each PCI host bridge of a pSeries guest, unless the bridge already has a target index.
 */
export function assignHostBridges(definition: Definition, report: ReportProblem): void {
  const bridges = definition.controllers.filter(
    ({ type, model }) => type === 'pci' && model === 'pci-root',
  )
  if (bridges.length <= LAST) return
  const taken = new Set(bridges.map(targetIndex))
  let next = 1
  for (const bridge of bridges) {
    if (bridge.index === 0 || targetIndex(bridge) !== undefined) continue
    while (taken.has(next)) next++
    taken.add(next)
  }
  if (next > LAST)
    report({ kind: 'phb-full', device: lastDevice(definition), bridges: bridges.length })
}

const targetIndex = ({ element }: ControllerDevice): number | undefined =>
  (element as Cursor<Controller> | undefined)?.number('target/index')

/**
 * The device in the definition that is on the highest PCI bus. Too many host bridges are reported for this device, because
 * libvirt adds all host bridges before this bus.
 */
function lastDevice(definition: Definition): Device {
  const own = allDevices(definition).filter(({ element }) => element !== undefined)
  return own.reduce((last, one) => (busOf(one) > busOf(last) ? one : last))
}

const busOf = ({ kind, type, index, address }: Device): number => {
  if (kind === 'controller' && type === 'pci') return index
  return isPlacedPci(address) ? address.bus : -1
}
