import type { Severity } from '../diagnostics/code-facts.ts'
import { lookup } from '../schema/core/lookup.ts'
import type { Rule } from './rule.ts'
import type { RuleContext, Target } from './rule-context.ts'
import { isNewer } from './target.ts'

/** The rules for a check, their severities, and the target and hosts that the domains will run on. */
export interface Policy extends RuleContext {
  /** vmc's own rules and the user's. */
  readonly rules: readonly Rule[]
  /** Severities by slug that replace the default severities of the rules. */
  readonly severities: Readonly<Record<string, Severity | 'off' | undefined>>
}

/** The rules of a policy that apply to its target and are not off, with the severities of the policy. */
export function activeRules({ rules, severities, target }: Policy): readonly Rule[] {
  return rules.flatMap(rule => {
    const severity = lookup(severities, rule.slug) ?? rule.severity
    return severity === 'off' || !appliesToTarget(rule, target) ? [] : [{ ...rule, severity }]
  })
}

/**
 * Whether a rule applies to a target. An unknown release counts as the newest, so a rule with `until` applies only to a
 * target with an older release.
 */
export function appliesToTarget({ since, until }: Rule, target: Target): boolean {
  return (['libvirt', 'qemu'] as const).every(part => {
    const release = target[part]
    if (release === undefined) return until?.[part] === undefined
    const ended = until?.[part] !== undefined && !isNewer(until[part], release)
    return !ended && !isNewer(since?.[part], release)
  })
}
