import type { Node } from '../node.ts'
import type { Change } from './change.ts'
import type { Matches } from './match.ts'

/** The input of a merge. */
export interface MergeInput {
  /** The earlier version. */
  readonly base: Node
  /** The later version. */
  readonly next: Node
  /** The definition to which the changes between `base` and `next` are applied. */
  readonly target: Node
  /** The element of `base` for each element of `next`. */
  readonly baseOf: Matches
  /** The element of `target` for each element of `base`. */
  readonly targetOf: Pick<Matches, 'get'>
  /** The element of an earlier version of the target for each element of `base`. It shows whether the target was changed too. */
  readonly originalOf?: Matches
  /**
   * Whether the target has an equivalent text in a different form. This covers more than different spellings of the same value.
   */
  readonly isSame?: (keys: readonly string[], wanted: string, current: string) => boolean
  /**
   * Whether the first device of a kind in `next` is a device that libvirt has added to the target. Such a device is in none of
   * the earlier versions.
   */
  readonly isImplicit?: (kind: string) => boolean
  /** The key of the field that contains a secret. Instead of the field, the element has a note with the secret. */
  readonly secretKey?: (node: Node) => string | undefined
  /** Adapts other values of an element in the target to the changes that were made in the element. */
  readonly adapt?: (element: MergedElement) => Node
}

/** The versions of an element in a merge. */
export interface Versions {
  readonly base: Node | undefined
  readonly next: Node
  readonly target: Node
  readonly original: Node | undefined
}

/** An element of the target, after a merge has made changes in it. */
export interface MergedElement extends Versions {
  readonly keys: readonly string[]
  /** The element with the changes. */
  readonly node: Node
  /** The changes in the element. */
  readonly changes: readonly Change[]
}
