import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Origin } from '../tree/origin.ts'
import type { Position } from './position.ts'

/** What a rule finds; made by `report()` of a cursor. */
export interface RuleFinding extends Finding {
  /** The code, if the finding is not a violation of the rule: a user's rule failed. */
  readonly kind?: 'VMC4016'
  /** The element that the finding is about: a waiver on it, or on a parent, covers the finding. */
  readonly at?: Position
  readonly related?: readonly RelatedFinding[]
}

/** Another location that belongs to a finding. */
export interface RelatedFinding {
  readonly message: string
  readonly origin: Origin
  readonly at?: Position
}

/** What corrects a finding, for `--fix`. */
export type Fix = NonNullable<Finding['fix']>
