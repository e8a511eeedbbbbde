import type { Policy } from '../check/policy.ts'
import { rules } from './all.ts'

/** vmc's own rules with their own severities, for no certain target. */
export const standardPolicy: Policy = { rules, severities: {}, target: {}, hosts: {} }
