/*
 * The API of 'libvmc/hosts'. Its functions never print and never exit the process.
 */

export { type Applied, type ApplyOptions, applyPlan } from './apply/apply.ts'
export type { Obstacle } from './apply/busy.ts'
export { type Decision, decide } from './apply/decision.ts'
export { LockedError, type LockHolder } from './apply/lock.ts'
export type { DomainOutcome, HostOutcome, Outcome } from './apply/outcome.ts'
export { HostError, type HostErrorKind } from './host-error.ts'
export type { HostAddress } from './host-list.ts'
export type { HostDomain, Inventory } from './inventory.ts'
export { type Impact, impactOf } from './plan/impact.ts'
export { isSettled, type Orphan, type Plan, type PlannedDomain } from './plan/plan.ts'
export { differingDomains, savedPlan } from './plan/saved-plan.ts'
export { type HostPlan, type PlanOptions, planHosts } from './plan-hosts.ts'
export { type ReadHost, type ReadOptions, readHosts } from './read-hosts.ts'
