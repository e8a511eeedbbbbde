import { devicesOf, freeMac, withDevices } from '../../build/domains/identity.ts'
import { TargetNames } from '../../build/domains/targets.ts'
import { nicMac } from '../../schema/domain/interface.ts'
import { connection } from '../../tree/merge/device-keys.ts'
import { type Matches, matchTrees, type PairItems, pairAlike } from '../../tree/merge/match.ts'
import {
  childAt,
  emptyNode,
  type Node,
  type Slot,
  scalarAt,
  slotOf,
  withSlot,
  withSlots,
} from '../../tree/node.ts'
import { type ProgramDevice, pairProgram } from './program-pairs.ts'

/** A domain of a program, in two forms: as the program writes it, and with the values that vmc has filled in. */
export interface ProgramDomain {
  readonly written: Node
  readonly filled: Node
}

/** A domain of a program, in which the filled-in values come from an existing definition. */
export interface ResolvedDomain {
  readonly node: Node
  /** For each element of the domain, the element of the existing definition that represents the same element. */
  readonly matches: Matches
  /** The devices of the program that match several devices of the existing definition. */
  readonly ambiguous: readonly { readonly kind: string; readonly device: Node }[]
}

/**
 * Replaces the values that vmc has filled in with the values of an existing definition of the same domain: target names, MAC
 * addresses and image formats. Without this, the values would change when the position of a device changes. New devices get
 * names that no device of the existing definition has.
 */
export function resolve(
  { written, filled }: ProgramDomain,
  known: Node,
  takenMacs: ReadonlySet<string>,
): ResolvedDomain {
  const pairs = new Map<Node, Node>()
  const ambiguous: { kind: string; device: Node }[] = []
  let node = filled
  const targets = new TargetNames(
    [known, written]
      .flatMap(one => devicesOf(one, 'disk'))
      .map(disk => String(scalarAt(disk, 'target', 'dev'))),
  )
  const macs = new Set([
    ...takenMacs,
    ...[known, written].flatMap(one => devicesOf(one, 'interface').map(macIn)),
  ])
  const uuid = String(scalarAt(filled, 'uuid') ?? '')
  for (const kind of Object.keys(childAt(filled, 'devices')?.fields ?? {})) {
    const list = devicesOf(filled, kind)
    const own = devicesOf(written, kind)
    const devices = list.map((one, index): ProgramDevice => ({ filled: one, written: own[index]! }))
    const found = pairProgram(kind, devices, devicesOf(known, kind))
    for (const device of found.ambiguous) ambiguous.push({ kind, device })
    const resolved = devices.map((device, index) => {
      const partner = found.found.get(device.filled)
      const next =
        kind === 'disk'
          ? resolveDisk(device, partner, targets)
          : kind === 'interface'
            ? resolveNic(device, partner, () =>
                freeMac(uuid, device.written, index, mac => macs.has(mac)),
              )
            : device.filled
      if (kind === 'interface') macs.add(macIn(next))
      if (partner) pairs.set(next, partner)
      return next
    })
    if (resolved.some((one, index) => one !== list[index])) node = withDevices(node, kind, resolved)
  }
  const pairItems: PairItems = (key, isDevice, items, others) =>
    isDevice
      ? new Map(items.flatMap(item => (pairs.has(item) ? [[item, pairs.get(item)!]] : [])))
      : pairAlike(key, isDevice, items, others)
  return { node, matches: matchTrees(node, known, pairItems), ambiguous }
}

const macIn = (nic: Node): string => String(scalarAt(nic, 'mac', 'address') ?? '').toLowerCase()

function resolveDisk(
  { written, filled }: ProgramDevice,
  partner: Node | undefined,
  targets: TargetNames,
): Node {
  const slots: Record<string, Slot> = {}
  const ownTarget = childAt(written, 'target')
  const target = childAt(filled, 'target')
  if (target && !isSet(ownTarget, 'dev')) {
    const known = partner && childAt(partner, 'target')
    const bus = isSet(ownTarget, 'bus') ? undefined : slotOf(known ?? target, 'bus')
    const dev = known ? scalarAt(known, 'dev') : targets.claimOn(String(scalarAt(target, 'bus')))
    const { origin } = target
    slots.target = {
      value: withSlots(target, {
        ...(typeof dev === 'string' && { dev: { value: dev, origin } }),
        ...(bus && { bus: { value: bus.value, origin } }),
      }),
      origin,
    }
  }
  const driver = partner && childAt(partner, 'driver')
  const ownDriver = childAt(filled, 'driver')
  const isSameImage = partner !== undefined && connection(partner) === connection(written)
  if (driver && ownDriver && isSameImage && !isSet(childAt(written, 'driver'), 'type')) {
    const type = slotOf(driver, 'type')
    if (type) slots.driver = { value: withSlot(ownDriver, 'type', type), origin: ownDriver.origin }
  }
  return withSlots(filled, slots)
}

const isSet = (node: Node | undefined, key: string): boolean =>
  node !== undefined && slotOf(node, key) !== undefined

function resolveNic(
  { written, filled }: ProgramDevice,
  partner: Node | undefined,
  newMac: () => string,
): Node {
  if (slotOf(written, 'mac')) return filled
  const { origin } = filled
  const value = partner ? scalarAt(partner, 'mac', 'address') : newMac()
  if (value === undefined) return filled
  return withSlot(filled, 'mac', {
    value: withSlot(emptyNode(nicMac, origin), 'address', { value, origin }),
    origin,
  })
}
