import type { Policy } from '../check/policy.ts'
import { rules } from './all.ts'

/**
 * The policy that runs the rules of vmc with their default severities, without a target hypervisor or libvirt version.
 */
export const standardPolicy: Policy = { rules, severities: {}, target: {}, hosts: {} }
