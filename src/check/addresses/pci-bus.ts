import { CONNECT } from './pci-connect.ts'

/** A PCI bus: the kinds of devices that it accepts, its slots, and the functions that are used in each slot. */
export interface PciBus {
  readonly model: string
  accepts: number
  readonly first: number
  readonly last: number
  /** The PCI functions that are used in each slot, as a set of bits. */
  readonly slots: number[]
  /** The slots whose functions several devices can share, as a set of bits. */
  shared: number
}

const { pci, pcie, auto } = CONNECT
const BRIDGE = pci | CONNECT['pci-bridge']
const PORT = auto | pcie | CONNECT['pcie-switch-upstream-port'] | CONNECT['pcie-to-pci-bridge']

interface BusModel {
  readonly accepts: number
  readonly first: number
  readonly last: number
}

/** The kinds of devices that the bus of each PCI controller model accepts, and its first and last slot. */
const BUS_MODELS: ReadonlyMap<string, BusModel> = new Map(
  Object.entries({
    'pci-root': { accepts: auto | BRIDGE | CONNECT['pci-expander-bus'], first: 1, last: 31 },
    'pci-bridge': { accepts: auto | BRIDGE, first: 1, last: 31 },
    'pci-expander-bus': { accepts: auto | BRIDGE, first: 0, last: 31 },
    'dmi-to-pci-bridge': { accepts: BRIDGE, first: 0, last: 31 },
    'pcie-to-pci-bridge': { accepts: auto | BRIDGE, first: 1, last: 31 },
    'pcie-root': {
      accepts:
        pcie |
        CONNECT['pcie-root-port'] |
        CONNECT['dmi-to-pci-bridge'] |
        CONNECT['pcie-expander-bus'],
      first: 1,
      last: 31,
    },
    'pcie-expander-bus': {
      accepts: CONNECT['pcie-root-port'] | CONNECT['dmi-to-pci-bridge'],
      first: 0,
      last: 31,
    },
    'pcie-root-port': { accepts: PORT, first: 0, last: 0 },
    'pcie-switch-downstream-port': { accepts: PORT, first: 0, last: 0 },
    'pcie-switch-upstream-port': {
      accepts: CONNECT['pcie-switch-downstream-port'],
      first: 0,
      last: 31,
    },
  }),
)

/** Returns the PCI bus of a controller of this model, without devices. */
export function newBus(model: string): PciBus {
  const { accepts, first, last } = BUS_MODELS.get(model)!
  return { model, accepts, first, last, slots: new Array(last + 1).fill(0), shared: 0 }
}

/** Whether vmc knows a model of PCI controller. */
export const isBusModel = (model: string): boolean => BUS_MODELS.has(model)

/** The models of PCI controllers whose bus accepts a device that has an address in the definition. */
export const modelsAccepting = (connect: number): readonly string[] =>
  [...BUS_MODELS].flatMap(([model, { accepts }]) => (fits(accepts, connect, true) ? [model] : []))

/**
 * Whether a bus accepts a device. If `isGiven` is true, the address is in the definition. Such an address can put a
 * conventional PCI device into a PCI Express slot, and the other way round.
 */
export function fits(
  accepts: number,
  connect: number,
  isGiven: boolean,
  isRootBus = false,
): boolean {
  let offered = accepts
  let wanted = connect
  if (wanted & CONNECT.integrated) {
    if (!isRootBus) return false
    offered |= pci | auto
  }
  if (isGiven) {
    if (offered & (pci | pcie)) offered |= pci | pcie
    if (wanted & CONNECT['pci-bridge']) wanted |= pci
  } else if (wanted & auto && !(offered & auto)) return false
  return (wanted & offered & CONNECT.types) !== 0
}
