/*
 * Rules of your own, 'libvmc/rules': what makes them, and how they look at a domain.
 */
export type { Severity } from '../diagnostics/codes.ts'
export type { Here } from './here.ts'
export {
  adding,
  also,
  bytes,
  devices,
  down,
  each,
  hostOf,
  nameOf,
  numbersIn,
  numeric,
  place,
  repeated,
  says,
  spelled,
} from './look.ts'
export type { Host, Surroundings, Target } from './policy.ts'
export { rules } from './rules/index.ts'
export { type Example, LIBVIRT, QEMU, type Rule, type RuleFinding } from './rules/rule.ts'
export { type GivenRule, rule } from './users-rule.ts'
