/*
 * Rules of your own, `libvmc/rules`: what declares them, and what they are given.
 */
export { type AnyCursor, type Cursor, type DomainCursor, hostOf, nameOf } from '../check/cursor.ts'
export { duplicates } from '../check/duplicates.ts'
export type { Example } from '../check/example.ts'
export { numberSet } from '../check/number-set.ts'
export type {
  Check,
  CheckContext,
  Fix,
  Host,
  Hypervisors,
  RelatedFinding,
  Rule,
  RuleContext,
  RuleFinding,
  StatefulCheck,
  Target,
} from '../check/rule.ts'
export { type UserRuleFacts, userRule as rule } from '../check/user-rule.ts'
export type { Severity } from '../diagnostics/codes.ts'
export { rules } from './all.ts'
