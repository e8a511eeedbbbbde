import type { Code } from '../../diagnostics/codes.ts'
import type { Finding } from '../../diagnostics/diagnostic.ts'
import type { Node } from '../../tree/node.ts'

/** Something that the format allows and libvirt, or the fleet, does not. */
export interface Rule {
  readonly code: Code
  /** The rule in words that stand in a URL. */
  readonly slug: string
  /** Looks at all domains of a build, in order, and gives what it finds. */
  readonly check: (fleet: readonly Node[]) => Iterable<Finding>
}
