import { contentOf, isAlike, isContained } from '../../tree/merge/content.ts'
import { connection, type KeyOf, nameIn, ownAlias } from '../../tree/merge/device-keys.ts'
import { Pairs } from '../../tree/merge/match.ts'
import type { Node } from '../../tree/node.ts'

/** A device of a program, in two forms: as the program writes it, and with the values that vmc has filled in. */
export interface ProgramDevice {
  readonly written: Node
  readonly filled: Node
}

/**
 * The devices of a program, paired with the devices of a definition. `ambiguous` lists the devices of the program that match
 * several devices of the definition.
 */
export interface ProgramPairs {
  /** For each device of the program, the device of the definition that represents the same device. */
  readonly found: ReadonlyMap<Node, Node>
  readonly ambiguous: readonly Node[]
}

/**
 * The kinds of devices that contain data or have an identity. If such devices were paired wrongly, a guest would get another
 * disk or another network.
 */
const PRECIOUS = ['disk', 'interface', 'hostdev', 'filesystem']

/**
 * Pairs the devices of a program with the devices of an earlier version of the program, or of a host. A target name or MAC
 * address identifies a device only if the program sets it. A value that vmc has filled in depends on the position of the
 * device: if a disk is inserted before the system disk, the new disk gets the target name of the system disk.
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
  // Devices with more values are paired first: `bridge('br0').model('virtio')` matches a virtio NIC better than
  // `bridge('br0')` does.
  const byContent = [...pairs.items].sort((a, b) => contentOf(b).length - contentOf(a).length)
  for (const item of byContent) {
    const twins = pairs.items.filter(other => isAlike(item, other))
    const same = pairs.others.filter(other => isContained(item, other))
    // Identical devices, such as two empty drives, are paired in their order in the program.
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

/**
 * Pairs the remaining devices if the program and the definition each have one device left. Otherwise, returns the remaining
 * devices of the program, because the pairs are ambiguous.
 */
function pairRest(pairs: Pairs, nameOf: KeyOf): readonly Node[] {
  // Devices that have an equal name are already paired. A device whose name matches no other device is new, so only devices
  // without a name are paired here.
  const items = pairs.items.filter(
    item => ownAlias(item) === undefined && nameOf(item) === undefined,
  )
  const { others } = pairs
  if (items.length === 0 || others.length === 0) return []
  if (items.length > 1 || others.length > 1) return items
  pairs.pair(items[0]!, others[0]!)
  return []
}
