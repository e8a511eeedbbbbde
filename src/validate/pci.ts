import { lookup } from '../schema/lookup.ts'
import { addresses } from './addresses.ts'
import type { Here } from './here.ts'
import { devices, down, numeric, spelled } from './look.ts'
import { isQ35, rootOf } from './machine.ts'

/*
 * What is plugged into what on PCI: which slots each model of controller has, and what fits into them. A controller
 * fits as a plug of its own model, everything else as a device; where the address is written down, PCI and PCI Express
 * devices fit into each other's slots.
 */

interface Slots {
  readonly first: number
  readonly last: number
  readonly takes: readonly string[]
}

/** The slots of each model of PCI controller. */
export const SLOTS: Readonly<Record<string, Slots>> = {
  'pci-root': { first: 1, last: 31, takes: ['device', 'pci-bridge', 'pci-expander-bus'] },
  'pci-bridge': { first: 1, last: 31, takes: ['device', 'pci-bridge'] },
  'pci-expander-bus': { first: 0, last: 31, takes: ['device', 'pci-bridge'] },
  'dmi-to-pci-bridge': { first: 0, last: 31, takes: ['device', 'pci-bridge'] },
  'pcie-to-pci-bridge': { first: 1, last: 31, takes: ['device', 'pci-bridge'] },
  'pcie-root': {
    first: 1,
    last: 31,
    takes: [
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
    takes: ['pcie-root-port', 'dmi-to-pci-bridge', 'pcie-to-pci-bridge'],
  },
  'pcie-root-port': {
    first: 0,
    last: 0,
    takes: ['device', 'pci-bridge', 'pcie-switch-upstream-port', 'pcie-to-pci-bridge'],
  },
  'pcie-switch-downstream-port': {
    first: 0,
    last: 0,
    takes: ['device', 'pci-bridge', 'pcie-switch-upstream-port', 'pcie-to-pci-bridge'],
  },
  'pcie-switch-upstream-port': { first: 0, last: 31, takes: ['pcie-switch-downstream-port'] },
}

/** The models that can take a plug, for messages. */
export const takersOf = (plug: string): readonly string[] =>
  Object.entries(SLOTS).flatMap(([model, { takes }]) => (takes.includes(plug) ? [model] : []))

/** A PCI bus of the guest: a controller of the domain, or the root that the machine brings. */
export interface Bus {
  readonly index: number
  readonly model: string
  readonly here?: Here
}

/** The PCI buses that are known, by number. libvirt adds further ones where addresses need them. */
export function busesOf(domain: Here): ReadonlyMap<number, Bus> {
  const found = new Map<number, Bus>()
  const root = rootOf(domain)
  if (root !== undefined) found.set(0, { index: 0, model: root })
  for (const here of controllersOf(domain)) {
    const [index, model] = [numeric(here, 'index'), spelled(here, 'model')]
    if (index !== undefined && model !== undefined) found.set(index, { index, model, here })
  }
  return found
}

/** The PCI controllers of a domain. */
export const controllersOf = (domain: Here): readonly Here[] =>
  devices(domain, 'controller').filter(one => spelled(one, 'type') === 'pci')

/** What a device of the guest fits as: a PCI controller by its model, everything else as a device. */
export const plugOf = (device: Here): string =>
  device.name === 'controller' && spelled(device, 'type') === 'pci'
    ? (spelled(device, 'model') ?? 'device')
    : 'device'

/** Something with a PCI address that is written down. */
export interface Placed {
  readonly device: Here
  readonly address: Here
  readonly plug: string
  readonly bus: number
  readonly slot: number
  readonly function: number
}

/** Everything with a PCI address. One of zeros is none: libvirt chooses. */
export function placedOf(domain: Here): readonly Placed[] {
  return addresses(domain, 'pci').flatMap(address => {
    const [segment = 0, bus = 0, slot = 0, fn = 0] = ['domain', 'bus', 'slot', 'function'].map(
      key => numeric(address, key),
    )
    const device = address.up!
    if (segment !== 0 || (bus === 0 && slot === 0 && fn === 0)) return []
    return [{ device, address, plug: plugOf(device), bus, slot, function: fn }]
  })
}

// What libvirt cannot make room for by adding a controller.
const FIXED = ['pcie-root-port', 'dmi-to-pci-bridge', 'pcie-switch-downstream-port']

/** The PCI controllers for which no slot is left, nor can be added. */
export function homeless(domain: Here): readonly Here[] {
  const all = controllersOf(domain)
  const open = all.filter(one => FIXED.includes(plugOf(one)) && !down(one, 'address'))
  const numbered = open.length === 0 ? undefined : busesOf(domain)
  if (!numbered?.has(0)) return []
  // Those without a number get one from libvirt.
  const others = all.filter(one => numeric(one, 'index') === undefined)
  const buses = [
    ...numbered.values(),
    ...others.map((one, nth) => ({ index: -1 - nth, model: plugOf(one) })),
  ]
  // Root ports share the eight functions of a slot among each other, and with nothing else.
  const used = new Map<string, { readonly isShared: boolean; count: number }>()
  for (const { bus, slot, plug } of placedOf(domain)) {
    const there = used.get(`${bus} ${slot}`)
    if (there) there.count++
    else used.set(`${bus} ${slot}`, { isShared: plug === 'pcie-root-port', count: 1 })
  }
  // The last slot of q35 is the chipset.
  if (isQ35(domain)) used.set('0 31', { isShared: false, count: 3 })
  return open.filter(one => !settle(plugOf(one)))

  function settle(plug: string): boolean {
    for (const { index, model } of buses) {
      const slots = lookup(SLOTS, model)
      if (!slots?.takes.includes(plug)) continue
      for (let slot = slots.first; slot <= slots.last; slot++) {
        const there = used.get(`${index} ${slot}`)
        const isShared = plug === 'pcie-root-port'
        if (there && !(isShared && there.isShared && there.count < 8)) continue
        if (there) there.count++
        else used.set(`${index} ${slot}`, { isShared, count: 1 })
        return true
      }
    }
    return false
  }
}
