import type { Node } from '../node.ts'
import type { Origin } from '../origin.ts'

/** A changed part of a definition: an element, or the text of an attribute or element. */
export type Part = Node | string

/** The device in which something has changed, before and after the change. */
interface ChangedDevice {
  readonly before?: Node
  readonly after?: Node
}

/** A change of an element, attribute or text in a definition. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed'
  /** The path of what has changed: `devices/disk[vda]/driver/cache`. An item of a list is identified by its name. */
  readonly path: string
  /** The path as a list of keys, without the names of list items: `['devices', 'disk', 'driver', 'cache']`. */
  readonly keys: readonly string[]
  /** The element or text in the definition before the change. Not set if it was added. */
  readonly before?: Part
  readonly after?: Part
  /** The device that contains the changed element or text, before and after the change. */
  readonly device?: ChangedDevice
  /**
   * The location of the change in the source. If something was removed, this is the location of the element that contained it.
   */
  readonly origin: Origin
  /**
   * Whether the same element, attribute or text was also changed in the target of the merge. The merge then keeps the target's
   * value.
   */
  readonly isConflict: boolean
}

/** Where an element, attribute or text is in a definition. */
export interface Place {
  readonly keys: readonly string[]
  readonly path: string
  readonly device: ChangedDevice
}

/**
 * Returns the change of an element, attribute or text. `before` or `after` is `undefined` if it does not exist in that version.
 */
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
