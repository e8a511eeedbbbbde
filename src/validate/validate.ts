import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import type { Node } from '../tree/node.ts'
import { conform } from './conform.ts'
import { spelled, top } from './look.ts'
import { rules } from './rules/index.ts'
import type { DomainRule, Rule } from './rules/rule.ts'

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

const isAbout = ({ hypervisors }: Rule, type = ''): boolean =>
  hypervisors === undefined || hypervisors.includes(type)

const byType = new Map<string | undefined, readonly DomainRule[]>()

// A fleet has many domains of few types.
function rulesFor(type: string | undefined): readonly DomainRule[] {
  const known = byType.get(type)
  if (known) return known
  const found = rules.filter(rule => 'check' in rule).filter(rule => isAbout(rule, type))
  byType.set(type, found)
  return found
}

/** Everything in the domains of a build that breaks a rule. */
export function obey(fleet: readonly Node[]): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const node of fleet) {
    // What rules have looked at is kept with the place where they begin, and dropped with it.
    const domain = top(node)
    for (const rule of rulesFor(spelled(domain, 'type'))) {
      for (const finding of rule.check(domain)) found.push(diagnose(rule, finding))
    }
  }
  const domains = fleet.map(top)
  for (const rule of rules) {
    if (!('checkFleet' in rule)) continue
    const concerned = domains.filter(domain => isAbout(rule, spelled(domain, 'type')))
    for (const finding of rule.checkFleet(concerned)) found.push(diagnose(rule, finding))
  }
  return found
}
