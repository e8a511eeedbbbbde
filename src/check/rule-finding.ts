import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Origin } from '../tree/origin.ts'
import type { Position } from './position.ts'

/** A problem that a rule has found. The method `report()` of a cursor makes findings. */
export interface RuleFinding extends Finding {
  /** Set if a custom rule threw an exception. The finding is then not a violation of the rule. */
  readonly kind?: 'VMC4016'
  /** The element that the finding is about. `.allow()` on this element, or on a parent, suppresses the finding. */
  readonly at?: Position
  readonly related?: readonly RelatedFinding[]
}

/** A second location, which a finding shows together with its own location. */
export interface RelatedFinding {
  readonly message: string
  readonly origin: Origin
  readonly at?: Position
}

/** The change that `--fix` makes to correct a finding. */
export type Fix = NonNullable<Finding['fix']>
