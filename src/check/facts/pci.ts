import type { Address } from '../../schema/domain/address.ts'
import type { Controller } from '../../schema/domain/controller.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import { addressesOf } from './addresses.ts'
import { isQ35, pciRootOf } from './machine.ts'

/*
 * The slots of each PCI controller model, and what fits into them: the listed controller models, and `device` for everything
 * else. With explicit addresses, PCI devices fit into PCI Express slots and the other way round.
 */

interface Slots {
  readonly first: number
  readonly last: number
  /** The controller models that fit, and whether devices do. */
  readonly accepts: readonly string[]
}

/** The slots of each model of PCI controller. */
export const SLOTS: ReadonlyMap<string, Slots> = new Map(
  Object.entries({
    'pci-root': { first: 1, last: 31, accepts: ['device', 'pci-bridge', 'pci-expander-bus'] },
    'pci-bridge': { first: 1, last: 31, accepts: ['device', 'pci-bridge'] },
    'pci-expander-bus': { first: 0, last: 31, accepts: ['device', 'pci-bridge'] },
    'dmi-to-pci-bridge': { first: 0, last: 31, accepts: ['device', 'pci-bridge'] },
    'pcie-to-pci-bridge': { first: 1, last: 31, accepts: ['device', 'pci-bridge'] },
    'pcie-root': {
      first: 1,
      last: 31,
      accepts: [
        'device',
        'pci-bridge',
        'pcie-root-port',
        'dmi-to-pci-bridge',
        'pcie-to-pci-bridge',
        'pcie-expander-bus',
      ],
    },
    'pcie-expander-bus': {
      first: 0,
      last: 31,
      accepts: ['pcie-root-port', 'dmi-to-pci-bridge', 'pcie-to-pci-bridge'],
    },
    'pcie-root-port': {
      first: 0,
      last: 0,
      accepts: ['device', 'pci-bridge', 'pcie-switch-upstream-port', 'pcie-to-pci-bridge'],
    },
    'pcie-switch-downstream-port': {
      first: 0,
      last: 0,
      accepts: ['device', 'pci-bridge', 'pcie-switch-upstream-port', 'pcie-to-pci-bridge'],
    },
    'pcie-switch-upstream-port': { first: 0, last: 31, accepts: ['pcie-switch-downstream-port'] },
  }),
)

/** The controller models whose slots accept a controller model or `device`. */
export const modelsAccepting = (kind: string): readonly string[] =>
  [...SLOTS].flatMap(([model, { accepts }]) => (accepts.includes(kind) ? [model] : []))

/** A PCI bus of the guest: of a controller in the definition, or the root bus of the machine. */
export interface Bus {
  readonly index: number
  readonly model: string
  readonly controller?: Cursor<Controller>
}

/** The known PCI buses by number. libvirt adds further buses if addresses need them. */
export function busesOf(domain: DomainCursor): ReadonlyMap<number, Bus> {
  const buses = new Map<number, Bus>()
  const root = pciRootOf(domain)
  if (root !== undefined) buses.set(0, { index: 0, model: root })
  for (const controller of pciControllers(domain)) {
    const [index, model] = [controller.number('index'), controller.text('model')]
    if (index !== undefined && model !== undefined) buses.set(index, { index, model, controller })
  }
  return buses
}

/** The PCI controllers of a domain. */
export const pciControllers = (domain: DomainCursor): readonly Cursor<Controller>[] =>
  domain.each('devices/controller').filter(one => one.text('type') === 'pci')

/** The model of a PCI controller, or `device` if it is left out. */
export const modelOf = (controller: Cursor<Controller>): string =>
  controller.text('model') ?? 'device'

/** A device with a PCI address in the definition. */
export interface AddressedDevice {
  readonly device: Cursor<unknown>
  readonly address: Cursor<Address>
  /** The model of a PCI controller; `device` for any other device. */
  readonly kind: string
  readonly bus: number
  readonly slot: number
  readonly function: number
}

/** The devices with a PCI address. libvirt assigns an address whose domain, bus and slot are 0. */
export function addressedDevices(domain: DomainCursor): readonly AddressedDevice[] {
  const addresses = addressesOf(domain, 'pci')
  if (addresses.length === 0) return []
  const controllers = new Map<unknown, string>()
  for (const one of pciControllers(domain)) controllers.set(one, modelOf(one))
  const found: AddressedDevice[] = []
  for (const address of addresses) {
    const [segment, bus] = [address.number('domain') ?? 0, address.number('bus') ?? 0]
    const [slot, fn] = [address.number('slot') ?? 0, address.number('function') ?? 0]
    if (segment !== 0 || (bus === 0 && slot === 0)) continue
    const device = address.parent!
    const kind = controllers.get(device) ?? 'device'
    found.push({ device, address, kind, bus, slot, function: fn })
  }
  return found
}

// libvirt does not add a controller to provide a slot for these models.
const FIXED = ['pcie-root-port', 'dmi-to-pci-bridge', 'pcie-switch-downstream-port']

/** The PCI controllers without a free slot, for which libvirt cannot add one. */
export function controllersWithoutSlot(domain: DomainCursor): readonly Cursor<Controller>[] {
  const all = pciControllers(domain)
  const unplaced = all.filter(one => FIXED.includes(modelOf(one)) && !one.has('address'))
  const numbered = unplaced.length === 0 ? undefined : busesOf(domain)
  if (!numbered?.has(0)) return []
  // libvirt numbers those without an index.
  const others = all.filter(one => one.number('index') === undefined)
  const buses = [
    ...numbered.values(),
    ...others.map((one, nth) => ({ index: -1 - nth, model: modelOf(one) })),
  ]
  // Up to eight root ports share a slot, but only with each other.
  const used = new Map<string, { readonly isShared: boolean; count: number }>()
  for (const { bus, slot, kind } of addressedDevices(domain)) {
    const before = used.get(`${bus} ${slot}`)
    if (before) before.count++
    else used.set(`${bus} ${slot}`, { isShared: kind === 'pcie-root-port', count: 1 })
  }
  // The last slot of q35 is the chipset.
  if (isQ35(domain)) used.set('0 31', { isShared: false, count: 3 })
  // A slot that is taken stays taken, so the search continues at the bus where the last one of the same kind ended.
  const firstBus = new Map<string, number>()
  return unplaced.filter(one => !takeSlot(modelOf(one)))

  function takeSlot(kind: string): boolean {
    for (let nth = firstBus.get(kind) ?? 0; nth < buses.length; nth++) {
      const { index, model } = buses[nth]!
      firstBus.set(kind, nth)
      const slots = SLOTS.get(model)
      if (!slots?.accepts.includes(kind)) continue
      for (let slot = slots.first; slot <= slots.last; slot++) {
        const before = used.get(`${index} ${slot}`)
        const isShared = kind === 'pcie-root-port'
        if (before && !(isShared && before.isShared && before.count < 8)) continue
        if (before) before.count++
        else used.set(`${index} ${slot}`, { isShared, count: 1 })
        return true
      }
    }
    firstBus.set(kind, buses.length)
    return false
  }
}
