import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import type { Node } from '../tree/node.ts'
import { Asked, isAbout } from './asked.ts'
import { conform } from './conform.ts'
import type { Here } from './here.ts'
import { spelled, top } from './look.ts'
import {
  type InForce,
  inForce,
  isDomainRule,
  isFleetRule,
  type Policy,
  standard,
} from './policy.ts'
import type { FleetRule, Rule, RuleFinding } from './rules/rule.ts'
import { tooNew } from './target.ts'
import { Waivers } from './waivers.ts'

/** Who wants to know what comes of a check while it goes on. */
export interface Watch {
  /** Told how many domains are checked. */
  readonly onChecked?: (done: number) => void
  /** Told of each finding that the program waives, and why. */
  readonly onWaived?: (finding: Diagnostic, reason: string) => void
  /** Are these all domains there are? A waiver may be needed by one that is not among them. They are, if left out. */
  readonly isWhole?: boolean
}

/** Everything that is wrong with the domains of a build: first each against the schema and the target, then by the rules. */
export function validate(
  fleet: readonly Node[],
  policy: Policy = standard,
  watch: Watch = {},
): readonly Diagnostic[] {
  const check = (domain: Node, index: number): readonly Diagnostic[] => {
    watch.onChecked?.(index + 1)
    return [...conform(domain), ...tooNew(domain, policy.target)]
  }
  return [...fleet.flatMap(check), ...obey(fleet, policy, watch)]
}

/** Everything in the domains of a build that breaks a rule, and what is wrong with the waivers. */
export function obey(
  fleet: readonly Node[],
  policy: Policy = standard,
  watch: Watch = {},
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const waivers = new Waivers()
  const tell = (rule: Rule, finding: RuleFinding, domain?: Here): void => {
    const waiver = finding.kind ? undefined : waivers.covering(rule, finding, domain)
    const diagnostic = diagnose(finding.kind ?? rule, finding)
    if (waiver) watch.onWaived?.(diagnostic, String(waiver.reason))
    else found.push(diagnostic)
  }
  const { asked, ofFleets } = rulesOf(policy)
  for (const node of fleet) {
    asked.about(node, (rule, domain) => {
      let isSilent = true
      for (const finding of rule.check(domain, policy)) {
        tell(rule, finding, domain)
        isSilent = false
      }
      return !isSilent
    })
  }
  const domains = fleet.map(top)
  for (const rule of ofFleets) {
    const concerned = domains.filter(domain => isAbout(rule, spelled(domain, 'type')))
    for (const finding of rule.checkFleet(concerned, policy)) tell(rule, finding)
  }
  return [...found, ...waivers.check(fleet, policy, watch.isWhole)]
}

/** The rules of a policy that count, as they are asked for. */
interface Rules {
  readonly asked: Asked
  readonly ofFleets: readonly InForce<FleetRule>[]
}

const known = new WeakMap<Policy, Rules>()

// A folder has many documents to check by one policy.
function rulesOf(policy: Policy): Rules {
  const before = known.get(policy)
  if (before) return before
  const counting = inForce(policy)
  const rules = {
    asked: new Asked(counting.filter(isDomainRule)),
    ofFleets: counting.filter(isFleetRule),
  }
  known.set(policy, rules)
  return rules
}
