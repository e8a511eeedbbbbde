import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import type { Node } from '../tree/node.ts'
import { conform } from './conform.ts'
import { spelled, top } from './look.ts'
import { rules } from './rules.ts'

/**
 * Everything that is wrong with the domains of a build: first each against the schema, of which `onChecked` is told, then
 * the rules.
 */
export function validate(
  fleet: readonly Node[],
  onChecked?: (done: number) => void,
): readonly Diagnostic[] {
  const check = (domain: Node, index: number): readonly Diagnostic[] => {
    onChecked?.(index + 1)
    return conform(domain)
  }
  return [...fleet.flatMap(check), ...obey(fleet)]
}

/** Everything in the domains of a build that breaks a rule. */
export function obey(fleet: readonly Node[]): readonly Diagnostic[] {
  const domains = fleet.map(top)
  const found: Diagnostic[] = []
  for (const domain of domains) {
    const type = spelled(domain, 'type') ?? ''
    for (const rule of rules) {
      if (!('check' in rule) || (rule.hypervisors && !rule.hypervisors.includes(type))) continue
      for (const finding of rule.check(domain)) found.push(diagnose(rule, finding))
    }
  }
  for (const rule of rules) {
    if (!('checkFleet' in rule)) continue
    const concerned = domains.filter(
      domain => !rule.hypervisors || rule.hypervisors.includes(spelled(domain, 'type') ?? ''),
    )
    for (const finding of rule.checkFleet(concerned)) found.push(diagnose(rule, finding))
  }
  return found
}
