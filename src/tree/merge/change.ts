import type { Node } from '../node.ts'
import type { Origin } from '../origin.ts'

/** A part of a definition: an element, or the text of an attribute or element. */
export type Part = Node | string

/** The device that a part belongs to, before and after a change. */
interface ChangedDevice {
  readonly before?: Node
  readonly after?: Node
}

/** A change of one part of a definition. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed'
  /** The path of the part, with the names of list items: `devices/disk[vda]/driver/cache`. */
  readonly path: string
  /** The keys of the path, without names: `['devices', 'disk', 'driver', 'cache']`. */
  readonly keys: readonly string[]
  /** The part before the change, as the definition has it. */
  readonly before?: Part
  readonly after?: Part
  /** The device that the part belongs to, before and after the change. */
  readonly device?: ChangedDevice
  /** Where the change was written; the element around it if something was removed. */
  readonly origin: Origin
  /** Whether the part was also changed in the definition itself. Such a change is not made. */
  readonly isConflict: boolean
}

/** Where a part is in a definition. */
export interface Place {
  readonly keys: readonly string[]
  readonly path: string
  readonly device: ChangedDevice
}

/** The change of a part from one version to another; a missing version is `undefined`. */
export function changeOf(
  { keys, path, device }: Place,
  before: Part | undefined,
  after: Part | undefined,
  origin: Origin,
  isConflict: boolean,
): Change {
  return {
    kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    path,
    keys,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...((device.before || device.after) && { device }),
    origin,
    isConflict,
  }
}
