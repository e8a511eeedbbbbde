import type { Severity } from '../diagnostics/code-facts.ts'
import { lookup } from '../schema/core/lookup.ts'
import type { Rule } from './rule.ts'
import type { RuleContext, Target } from './rule-context.ts'
import { isNewer } from './target.ts'

/** The settings of a validation: the rules, their severities, and the target releases and hosts on which the domains run. */
export interface Policy extends RuleContext {
  /** The built-in rules and the custom rules. */
  readonly rules: readonly Rule[]
  /** The severities that replace the default severities of rules, by the slug of the rule. */
  readonly severities: Readonly<Record<string, Severity | 'off' | undefined>>
}

/** The rules of a policy that apply to its target and are not turned off. Each rule has the severity that the policy sets. */
export function activeRules({ rules, severities, target }: Policy): readonly Rule[] {
  return rules.flatMap(rule => {
    const severity = lookup(severities, rule.slug) ?? rule.severity
    return severity === 'off' || !appliesToTarget(rule, target) ? [] : [{ ...rule, severity }]
  })
}

/**
 * Whether a rule applies to a target. If the target has no release, vmc assumes the newest release. A rule with `until` applies
 * only if the target has an older release.
 */
export function appliesToTarget({ since, until }: Rule, target: Target): boolean {
  return (['libvirt', 'qemu'] as const).every(part => {
    const release = target[part]
    if (release === undefined) return until?.[part] === undefined
    const ended = until?.[part] !== undefined && !isNewer(until[part], release)
    return !ended && !isNewer(since?.[part], release)
  })
}
