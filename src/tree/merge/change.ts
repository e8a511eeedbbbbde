import type { Node } from '../node.ts'
import type { Origin } from '../origin.ts'

/** A part of a definition: an element, or the text of an attribute or element. */
export type Part = Node | string

/** The device that contains a changed part, before and after the change. */
interface ChangedDevice {
  readonly before?: Node
  readonly after?: Node
}

/** A change of one part of a definition. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed'
  /** The path of the changed part: `devices/disk[vda]/driver/cache`. An item of a list is identified by its name. */
  readonly path: string
  /** The keys of the path, without names: `['devices', 'disk', 'driver', 'cache']`. */
  readonly keys: readonly string[]
  /** The part before the change, as it is in the definition. */
  readonly before?: Part
  readonly after?: Part
  /** The device that contains the part, before and after the change. */
  readonly device?: ChangedDevice
  /** The location of the change in the source. If something was removed, the location of the element that contained it. */
  readonly origin: Origin
  /** Whether the part was also changed in the definition itself. A merge does not make such a change. */
  readonly isConflict: boolean
}

/** The location of a part in a definition. */
export interface Place {
  readonly keys: readonly string[]
  readonly path: string
  readonly device: ChangedDevice
}

/** The change of a part from one version to another. If the part is missing in a version, that version is `undefined`. */
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
