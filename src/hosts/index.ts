/* The API of 'libvmc/hosts'. Its functions do not print and do not end the process. */

export { HostError, type HostErrorKind } from './host-error.ts'
export type { HostAddress } from './host-list.ts'
export type { HostDomain, Inventory } from './inventory.ts'
export { type Impact, impactOf } from './plan/impact.ts'
export { isSettled, type Orphan, type Plan, type PlannedDomain } from './plan/plan.ts'
export { type HostPlan, type PlanOptions, planHosts } from './plan-hosts.ts'
export { type ReadHost, type ReadOptions, readHosts } from './read-hosts.ts'
