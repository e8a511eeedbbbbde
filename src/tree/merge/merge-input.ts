import type { Node } from '../node.ts'
import type { Change } from './change.ts'
import type { Matches } from './match.ts'

/** The input of a merge. */
export interface MergeInput {
  /** The earlier version of the definition. */
  readonly base: Node
  /** The later version of the definition. */
  readonly next: Node
  /** The definition to which the changes between `base` and `next` are applied. */
  readonly target: Node
  /** For each element of `next`, the element of `base` that represents the same thing. */
  readonly baseOf: Matches
  /** For each element of `base`, the element of `target` that represents the same thing. */
  readonly targetOf: Pick<Matches, 'get'>
  /**
   * For each element of `base`, the element in an earlier version of the target that represents the same thing. A difference
   * between the two versions shows that the target itself was changed.
   */
  readonly originalOf?: Matches
  /**
   * Whether the current text of the target means the same as the wanted text, although it is written differently. Different
   * spellings of one value are always equal and need not be covered here.
   */
  readonly isSame?: (keys: readonly string[], wanted: string, current: string) => boolean
  /**
   * Whether libvirt adds a device of this kind by itself. If the target has only such a device, the first device of this kind
   * in `next` replaces it.
   */
  readonly isImplicit?: (kind: string) => boolean
  /**
   * Returns the key of the field for which an element has a secret. The secret is in a note of the element, and not in the
   * field.
   */
  readonly secretKey?: (node: Node) => string | undefined
  /**
   * Adapts an element of the merge target after the merge has changed values in it: changes other values that depend on the
   * changed values.
   */
  readonly adapt?: (element: MergedElement) => Node
}

/** The versions of the same element that a merge compares. */
export interface Versions {
  readonly base: Node | undefined
  readonly next: Node
  readonly target: Node
  readonly original: Node | undefined
}

/** An element of the merge target after the merge has changed it, and the changes. */
export interface MergedElement extends Versions {
  readonly keys: readonly string[]
  /** The element of the target with the changes that the merge has made in it. */
  readonly node: Node
  /** The changes that the merge has made in the element. */
  readonly changes: readonly Change[]
}
