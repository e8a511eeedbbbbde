import { contentOf, isAlike, isContained } from '../../tree/merge/content.ts'
import { connection, type KeyOf, nameIn, ownAlias } from '../../tree/merge/device-keys.ts'
import { Pairs } from '../../tree/merge/match.ts'
import type { Node } from '../../tree/node.ts'

/** A device as the program writes it, and as vmc fills it in. */
export interface ProgramDevice {
  readonly written: Node
  readonly filled: Node
}

/** The known devices that represent devices of a program, and those of the program that could represent several. */
export interface ProgramPairs {
  /** The known device for each filled-in device. */
  readonly found: ReadonlyMap<Node, Node>
  readonly ambiguous: readonly Node[]
}

/** Kinds of devices that hold data or identity: a wrong pair would give a guest another disk or another network. */
const PRECIOUS = ['disk', 'interface', 'hostdev', 'filesystem']

/**
 * Pairs the devices of a program with those of an earlier version, or of a host. Only what a person wrote names a device: a target
 * name or MAC address that vmc filled in depends on the position of the device, so it would give the system disk to the disk in
 * front of it.
 */
export function pairProgram(
  kind: string,
  devices: readonly ProgramDevice[],
  known: readonly Node[],
): ProgramPairs {
  const filledOf = new Map(devices.map(({ written, filled }) => [written, filled]))
  const pairs = new Pairs(
    devices.map(({ written }) => written),
    known,
  )
  const isPrecious = PRECIOUS.includes(kind)
  pairs.pairBy(ownAlias)
  pairs.pairBy(nameIn(kind, true))
  // Devices that say more come first: `bridge('br0').model('virtio')` has a better claim to a virtio NIC than `bridge('br0')`.
  const byContent = [...pairs.items].sort((a, b) => contentOf(b).length - contentOf(a).length)
  for (const item of byContent) {
    const twins = pairs.items.filter(other => isAlike(item, other))
    const same = pairs.others.filter(other => isContained(item, other))
    // Devices such as two empty drives can be identical in the program. They are paired by their order.
    if (twins[0] === item && (twins.length === same.length || !isPrecious))
      for (const [index, twin] of twins.entries()) if (same[index]) pairs.pair(twin, same[index])
  }
  pairs.pairBy(connection)
  const ambiguous = isPrecious ? pairRest(pairs, nameIn(kind, true)) : []
  if (!isPrecious) pairs.pairSimilar()
  return {
    found: new Map([...pairs.found].map(([written, other]) => [filledOf.get(written)!, other])),
    ambiguous: ambiguous.map(written => filledOf.get(written)!),
  }
}

/** Pairs the remaining devices that have only one candidate, and returns the others. */
function pairRest(pairs: Pairs, nameOf: KeyOf): readonly Node[] {
  // A device with an unused name is new.
  const items = pairs.items.filter(
    item => ownAlias(item) === undefined && nameOf(item) === undefined,
  )
  const { others } = pairs
  if (items.length === 0 || others.length === 0) return []
  if (items.length > 1 || others.length > 1) return items
  pairs.pair(items[0]!, others[0]!)
  return []
}
