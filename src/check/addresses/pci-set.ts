import type { Definition, Device } from './device.ts'
import { type PciAddress, pciText } from './device-address.ts'
import { fits, isBusModel, newBus, type PciBus } from './pci-bus.ts'
import { CONNECT } from './pci-connect.ts'
import type { ReportProblem } from './problem.ts'

/** The domain, bus, slot and function of a PCI address. */
export type PciSlot = Omit<PciAddress, 'type'>

/**
 * The PCI buses of a domain while addresses are assigned in two passes. In the first pass, `canGrow` is true, and missing buses
 * are added.
 */
export class PciSet {
  readonly buses: PciBus[]
  /** Whether all devices already had addresses on existing buses. If so, the second pass is not needed. */
  isComplete = true
  /**
   * The user of each address, by the number of the address. The user is a device, or the name of a chipset device that has no
   * element in the definition.
   */
  readonly #holders = new Map<number, Device | string>()
  /** The first bus that may have a free slot, for each kind of device. */
  readonly #firstFree = new Map<number, number>()
  readonly #canGrow: boolean
  readonly #isPseries: boolean
  /** The kinds of devices for which libvirt adds a root port. */
  readonly #addsPortFor: number
  readonly #report: ReportProblem

  constructor(
    { board, controllers }: Definition,
    count: number,
    canGrow: boolean,
    report: ReportProblem,
  ) {
    this.#canGrow = canGrow
    this.#isPseries = board.kind === 'pseries'
    this.#addsPortFor =
      CONNECT.pcie |
      CONNECT['pcie-switch-upstream-port'] |
      (board.addsPortForBridge ? CONNECT['pcie-to-pci-bridge'] : 0)
    this.#report = report
    const models: string[] = []
    for (const { type, index, model } of controllers)
      if (type === 'pci' && isBusModel(model)) models[index] = model
    const added = this.#isPseries
      ? 'pci-root'
      : models.includes('pcie-root')
        ? 'pcie-root-port'
        : 'pci-bridge'
    this.buses = Array.from({ length: count }, (_, index) =>
      newBus(models[index] ?? (index === 0 ? 'pci-root' : added)),
    )
  }

  /** Reserves an address for a device, or for a chipset device with a name. Returns the address if the address was free. */
  reserve(
    device: Device,
    address: PciSlot,
    connect: number,
    isGiven = true,
    owner: Device | string = device,
  ): PciSlot | undefined {
    let at = address
    if (this.#canGrow) {
      const bus = this.#grow(device, at.bus, connect)
      if (bus === undefined) return undefined
      at = { ...at, bus }
    }
    const bus = this.#validate(device, at, connect, isGiven)
    if (!bus) return undefined
    const place = (at.bus * 32 + at.slot) * 8 + at.function
    const holder = this.#holders.get(place)
    if (holder !== undefined) {
      // If one of the two devices belongs to the chipset, it has no element in the definition. The problem is then reported
      // for the other device.
      const isPart = typeof owner === 'string' && typeof holder !== 'string'
      const [one, other] = isPart ? [holder, owner] : [device, holder]
      this.#report({ kind: 'pci-taken', device: one, holder: other, address: pciText(at) })
      return undefined
    }
    if (connect & CONNECT.aggregate && bus.slots[at.slot] === 0) bus.shared |= 1 << at.slot
    bus.slots[at.slot]! |= 1 << at.function
    this.#holders.set(place, owner)
    return at
  }

  /**
   * Reserves the next free slot for a device. `fn` is the number of the PCI function, by default the first free function. In
   * the second pass, the device also gets the address.
   */
  reserveNext(device: Device, connect: number, fn?: number): PciSlot | undefined {
    this.isComplete = false
    return this.#placeNext(device, connect, fn)
  }

  /** Reserves a slot that libvirt keeps free for hotplugged devices. */
  reserveSpare(spare: Device, connect: number): void {
    this.#placeNext(spare, connect, undefined)
  }

  #placeNext(device: Device, connect: number, fn: number | undefined): PciSlot | undefined {
    const found = this.#find(device, connect, fn)
    const slot = found && this.reserve(device, found, connect, false)
    if (slot && !this.#canGrow) setPciAddress(device, slot)
    return slot
  }

  /** Reports a device of the PIIX3 chipset if the root bus is not conventional PCI. */
  requireConventional(device: Device): void {
    const [root] = this.buses
    if (!root || root.accepts & CONNECT.pci) return
    this.#report({ kind: 'pci-unfit', device, bus: 0, model: root.model, connect: CONNECT.pci })
  }

  /** Whether a slot of the root bus is used. */
  isUsed(slot: number): boolean {
    return (this.buses[0]?.slots[slot] ?? 0) !== 0
  }

  /** Checks whether the bus and slot of an address exist, and whether the bus accepts the device. */
  #validate(device: Device, at: PciSlot, connect: number, isGiven: boolean): PciBus | undefined {
    if (this.buses.length > 0 && at.domain !== 0) {
      this.#report({ kind: 'pci-domain', device })
      return undefined
    }
    const bus = this.buses[at.bus]
    if (!bus) {
      this.#report({ kind: 'pci-no-bus', device })
      return undefined
    }
    const { model, first, last } = bus
    if (!fits(bus.accepts, connect, isGiven, at.bus === 0)) {
      this.#report({ kind: 'pci-unfit', device, bus: at.bus, model, connect })
      return undefined
    }
    if (at.slot < first || at.slot > last) {
      this.#report({ kind: 'pci-slot', device, bus: at.bus, model, first, last })
      return undefined
    }
    return bus
  }

  #find(device: Device, connect: number, fn: number | undefined): PciSlot | undefined {
    if (this.buses.length === 0) {
      this.#report({ kind: 'pci-no-bus', device })
      return undefined
    }
    // Reserved slots are never freed, so the search starts at the first bus that had a free slot for this kind of device.
    const need = connect * 16 + (fn ?? 8)
    let found: PciSlot | undefined
    let index = this.#firstFree.get(need) ?? 0
    while (index < this.buses.length) {
      found = this.#findOn(this.buses[index]!, index, connect, fn)
      if (found) break
      index++
    }
    this.#firstFree.set(need, index)
    if (found) return found
    if (!this.#canGrow) {
      this.#report({ kind: 'pci-full', device, connect })
      return undefined
    }
    const bus = this.#grow(device, this.buses.length, connect)
    if (bus === undefined) return undefined
    return { domain: 0, bus, slot: this.buses[bus]!.first, function: fn ?? 0 }
  }

  #findOn(
    bus: PciBus,
    index: number,
    connect: number,
    fn: number | undefined,
  ): PciSlot | undefined {
    if (!fits(bus.accepts, connect, false, index === 0)) return undefined
    for (let slot = bus.first; slot <= bus.last; slot++) {
      const functions = bus.slots[slot]!
      if (functions === 0) return { domain: 0, bus: index, slot, function: fn ?? 0 }
      if (!(connect & CONNECT.aggregate) || !(bus.shared & (1 << slot))) continue
      for (let next = fn ?? 0; next < (fn === undefined ? 8 : fn + 1); next++)
        if (!(functions & (1 << next))) return { domain: 0, bus: index, slot, function: next }
    }
    return undefined
  }

  /**
   * Adds buses until the required bus exists. Returns the number of the bus for the device, or `undefined` if libvirt cannot
   * add a suitable bus.
   */
  #grow(device: Device, wanted: number, connect: number): number | undefined {
    const { buses } = this
    if (wanted < buses.length) return wanted
    this.isComplete = false
    let bus = wanted
    if (connect & CONNECT.pci) {
      if (this.#isPseries) return this.#addUpTo(bus, 'pci-root')
      const hasPci = buses.some(({ accepts }) => accepts & CONNECT['pci-bridge'])
      if (hasPci) return this.#addUpTo(bus, 'pci-bridge')
      if (bus === buses.length) bus++
      // libvirt adds this PCI Express root port for the new PCI bridge, so the port accepts no other device.
      buses.push({ ...newBus('pcie-root-port'), accepts: CONNECT['pcie-to-pci-bridge'] })
      buses.push(newBus('pcie-to-pci-bridge'))
      return this.#addUpTo(bus, 'pci-bridge')
    }
    if (connect & this.#addsPortFor) return this.#addUpTo(bus, 'pcie-root-port')
    this.#report({ kind: 'pci-full', device, connect })
    return undefined
  }

  #addUpTo(bus: number, model: string): number {
    while (this.buses.length <= bus) this.buses.push(newBus(model))
    return bus
  }
}

/** Sets the PCI address of a device, and keeps its zPCI identifiers. */
export function setPciAddress(device: Device, slot: PciSlot): void {
  const { uid, fid } = device.address?.type === 'pci' ? device.address : {}
  device.address = {
    ...slot,
    type: 'pci',
    ...(uid !== undefined && { uid }),
    ...(fid !== undefined && { fid }),
  }
}
