import type { Node } from '../node.ts'
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
  /** Whether two texts that differ mean the same, besides their spelling. */
  readonly isSame?: (keys: readonly string[], a: string, b: string) => boolean
}
