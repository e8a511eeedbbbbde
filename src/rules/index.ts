/*
 * The module `libvmc/rules`: how to declare custom rules, and the types that they use.
 */
export type { AnyCursor, Cursor, DomainCursor } from '../check/cursor.ts'
export { duplicates } from '../check/duplicates.ts'
export type { Example } from '../check/example.ts'
export { hostOf, nameOf } from '../check/facts/domain.ts'
export { numberSet } from '../check/number-set.ts'
export type { Check, CheckContext, Hypervisors, Rule, StatefulCheck } from '../check/rule.ts'
export type { Host, RuleContext, Target } from '../check/rule-context.ts'
export type { Fix, RelatedFinding, RuleFinding } from '../check/rule-finding.ts'
export { type UserRuleFacts, userRule as rule } from '../check/user-rule.ts'
export type { Severity } from '../diagnostics/code-facts.ts'
export { rules } from './all.ts'
