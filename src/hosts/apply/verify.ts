import type { Change } from '../../tree/merge/merge.ts'
import type { Node } from '../../tree/node.ts'
import { changesBetween } from '../plan/domain-plan.ts'
import { shownPath } from './decision.ts'

/** The differences between the definition that vmc wrote and the definition that libvirt returned. */
export interface ReadBack {
  /** Values that vmc wrote and libvirt dropped. */
  readonly lost: readonly string[]
  /** Changed values by which a guest recognizes an existing device: its address, MAC address or alias, and the UEFI variables. */
  readonly moved: readonly string[]
  /** Changed values that are neither in `lost` nor in `moved`. */
  readonly others: readonly string[]
}

/**
 * Compares the definition that was read back with the one that was written. Values that libvirt fills in, such as the address
 * of a new device, are not reported. `wanted` contains the changes of the program. Without `wanted`, the program wrote the
 * whole definition.
 */
export function compareReadBack(
  written: Node,
  readBack: Node,
  wanted?: readonly Change[],
): ReadBack {
  const changes = changesBetween(written, readBack)
  const gone = changes.filter(({ kind }) => kind !== 'added')
  const isWanted = ({ keys }: Change): boolean =>
    wanted?.some(change => overlap(change.keys, keys)) ?? true
  const isMoved = (change: Change): boolean => !isWanted(change) && isIdentity(change)
  // If a program removes a device that libvirt adds by itself, such as a memory balloon, libvirt adds the device again.
  const returned = changes.filter(
    ({ kind, keys }) =>
      kind === 'added' &&
      wanted?.some(one => one.kind === 'removed' && one.keys.join('/') === keys.join('/')),
  )
  const rest = gone.filter(one => !isWanted(one) && !isMoved(one))
  return {
    lost: gone.filter(isWanted).map(shownPath),
    moved: gone.filter(isMoved).map(shownPath),
    others: [...rest, ...returned].map(shownPath),
  }
}

function isIdentity({ keys }: Change): boolean {
  const [first, , part] = keys
  if (first !== 'devices') return first === 'uuid' || (first === 'os' && keys[1] === 'nvram')
  return part === undefined || ['address', 'alias', 'mac'].includes(part)
}

const overlap = (one: readonly string[], other: readonly string[]): boolean =>
  one.slice(0, other.length).join('/') === other.slice(0, one.length).join('/')
