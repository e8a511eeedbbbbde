import { isIch9 } from './controllers.ts'
import {
  addController,
  addedController,
  allDevices,
  type ControllerDevice,
  type Definition,
  type Device,
} from './device.ts'
import { isPlacedPci, type PciAddress, wantsPci } from './device-address.ts'
import { placeChipset } from './pci-chipset.ts'
import { CONNECT, connectOf } from './pci-connect.ts'
import { PciSet, setPciAddress } from './pci-set.ts'
import { assignHostBridges } from './phb.ts'
import type { Problem, ReportProblem } from './problem.ts'

/** Assigns PCI addresses as libvirt does: a first pass adds the missing buses, and a second pass places the devices. */
export function assignPci(definition: Definition, report: ReportProblem): void {
  const last = lastBus(definition)
  const found: Problem[] = []
  const add: ReportProblem = problem => found.push(problem)
  const planned = last < 0 ? undefined : planBuses(definition, last, add)
  // The second pass of the assignment is skipped if the first pass has changed nothing. It is also skipped after a problem,
  // because it would report the problem again.
  if (found.length === 0) {
    if (!planned?.isComplete) placeAll(definition, planned?.buses.length ?? 0, add)
    if (definition.board.assignsPci) checkOrder(definition, add)
    if (definition.board.kind === 'pseries') assignHostBridges(definition, add)
  }
  for (const problem of found) report(problem)
}

/** The second pass, which places the devices on the buses that now exist. */
function placeAll(definition: Definition, count: number, report: ReportProblem): void {
  const set = new PciSet(definition, count, false, report)
  collect(definition, set)
  if (!definition.board.assignsPci) return
  placeChipset(definition, set, report)
  placeDevices(definition, set)
}

/** Reports bridges whose index is not higher than the index of their parent bus. */
function checkOrder({ controllers }: Definition, report: ReportProblem): void {
  for (const device of controllers) {
    const { model, index, address } = device
    if (model !== 'pci-bridge' || address?.type !== 'pci' || index > address.bus) continue
    report({ kind: 'pci-order', device, bus: address.bus })
  }
}

const lastBus = ({ controllers }: Definition): number =>
  controllers.reduce((last, { type, index }) => (type === 'pci' ? Math.max(last, index) : last), -1)

/** The first pass: finds out which buses the devices need, and adds the missing controllers. */
function planBuses(definition: Definition, last: number, report: ReportProblem): PciSet {
  const set = new PciSet(definition, last + 1, true, report)
  collect(definition, set)
  placeChipset(definition, set, report)
  const root = definition.controllerIndex.find('pci', 0)?.model
  if (root === 'pci-root' && !set.buses.every(isFull))
    set.reserveSpare(SPARE, CONNECT.pci | CONNECT.auto)
  placeDevices(definition, set)
  // If libvirt adds root ports, it also adds a spare port, so that a device can be hotplugged.
  if (root === 'pcie-root' && last <= 0 && set.buses.length > last + 1)
    set.reserveSpare(SPARE, CONNECT.pcie | CONNECT.auto)
  for (let index = 1; index < set.buses.length; index++) {
    if (definition.controllerIndex.find('pci', index)) continue
    const added = addedController('pci', index, set.buses[index]!.model)
    addController(definition, added)
    const connect = connectOf(added, definition)
    if (connect !== 0) set.reserveNext(added, connect)
  }
  return set
}

/** A placeholder for a device that is hotplugged later. libvirt keeps a slot free for such a device. */
const SPARE: Device = { ...addedController('pci', -1, 'spare slot'), kind: 'pstore' }

const isFull = ({ first, slots }: PciSet['buses'][number]): boolean =>
  slots.every((functions, slot) => slot < first || functions !== 0)

/** Reserves the addresses that the definition sets. */
function collect(definition: Definition, set: PciSet): void {
  for (const device of allDevices(definition)) {
    const { address } = device
    if (!isPlacedPci(address)) continue
    if (isInPiix3(device, address)) {
      set.requireConventional(device)
      continue
    }
    const reserved = set.reserve(device, address, connectOf(device, definition) || CONNECT.pci)
    if (reserved && reserved.bus !== address.bus) device.address = { ...address, bus: reserved.bus }
  }
}

// placeChipset() reserves the addresses of the first IDE and USB controllers of an i440fx machine, because they belong to the
// chipset.
function isInPiix3({ kind, type, index, model }: Device, address: PciAddress): boolean {
  if (kind !== 'controller' || index !== 0) return false
  if (address.domain !== 0 || address.bus !== 0 || address.slot !== 1) return false
  if (type === 'ide') return address.function === 1
  return type === 'usb' && model === 'piix3-uhci' && address.function === 2
}

/** Places the devices without an address, in the same order as libvirt. */
function placeDevices(definition: Definition, set: PciSet): void {
  const { devices, controllers } = definition
  const place = (device: Device, fn?: number) => {
    if (!wantsPci(device.address)) return
    const connect = connectOf(device, definition)
    if (connect === 0) return
    set.reserveNext(device, connect, fn)
  }
  for (const one of controllers) if (one.type === 'pci') place(one)
  for (const one of devices.filesystem) place(one)
  for (const one of devices.interface) if (!definition.hostdevs.includes(one)) place(one)
  for (const one of devices.sound) place(one)
  for (const one of controllers) {
    if (one.type === 'pci' || (one.type === 'ide' && one.index === 0)) continue
    if (isIch9(one.model)) placeIch9(one)
    else place(one)
  }
  for (const one of devices.disk) place(one)
  for (const one of definition.hostdevs) if (isPciHostdev(one)) place(one)
  for (const kind of PLACED_LAST) for (const one of devices[kind]) place(one)

  /** Places a part of an ich9 USB controller in the same slot as the other parts of this controller. */
  function placeIch9(part: ControllerDevice): void {
    if (!wantsPci(part.address)) return
    const fn = ICH9_FUNCTIONS.get(part.model)!
    const other = controllers.find(
      one => isIch9(one.model) && one.index === part.index && isPlacedPci(one.address),
    )
    if (!other) {
      place(part, fn)
      return
    }
    const { domain, bus, slot } = other.address as PciAddress
    const wanted = { domain, bus, slot, function: fn }
    const reserved = set.reserve(part, wanted, connectOf(part, definition))
    if (reserved) setPciAddress(part, reserved)
  }
}

const isPciHostdev = ({ kind, type, model }: Device): boolean =>
  kind === 'interface' ||
  type === 'pci' ||
  type === 'scsi_host' ||
  (type === 'mdev' && model === 'vfio-pci')

const PLACED_LAST = [
  'memballoon',
  'rng',
  'watchdog',
  'video',
  'shmem',
  'input',
  'serial',
  'iommu',
  'vsock',
  'memory',
  'crypto',
  'panic',
  'pstore',
] as const

const ICH9_FUNCTIONS = new Map([
  ['ich9-uhci1', 0],
  ['ich9-uhci2', 1],
  ['ich9-uhci3', 2],
  ['ich9-ehci1', 7],
])
