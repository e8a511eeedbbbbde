import type { Node } from '../node.ts'
import type { Change } from './change.ts'
import type { Matches } from './match.ts'

/** What a merge needs to know. */
export interface MergeInput {
  /** The earlier version. */
  readonly base: Node
  /** The later version. */
  readonly next: Node
  /** The definition that the changes between them are applied to. */
  readonly target: Node
  /** The element of `base` for each element of `next`. */
  readonly baseOf: Matches
  /** The element of `target` for each element of `base`. */
  readonly targetOf: Pick<Matches, 'get'>
  /** The element of an earlier version of the target for each element of `base`, to find conflicts. */
  readonly originalOf?: Matches
  /** Whether the target has the wanted text in another form, which differs in more than the spelling. */
  readonly isSame?: (keys: readonly string[], wanted: string, current: string) => boolean
  /** Whether the first device of a kind in the later version is the one that the target has without either version having it. */
  readonly isImplicit?: (kind: string) => boolean
  /** The key of the field whose value is a secret, which is in a note instead of the field. */
  readonly secretKey?: (node: Node) => string | undefined
  /** Adapts what the target has from elsewhere in an element to the changes that were made in it. */
  readonly adapt?: (element: MergedElement) => Node
}

/** The versions of one element in a merge. */
export interface Versions {
  readonly base: Node | undefined
  readonly next: Node
  readonly target: Node
  readonly original: Node | undefined
}

/** An element in which a merge has made changes. */
export interface MergedElement extends Versions {
  readonly keys: readonly string[]
  /** The target element with the changes. */
  readonly node: Node
  /** The changes in the element. */
  readonly changes: readonly Change[]
}
