import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import type { Codec } from '../schema/core/codec.ts'
import { type Fingerprint, FingerprintIndex, type Match } from '../tree/fingerprint.ts'
import type { Node } from '../tree/node.ts'
import { checkSchema, isValidValue, ownCodecs } from './check-schema.ts'
import { withoutMachineFindings } from './consequences.ts'
import type { DomainCursor } from './cursor.ts'
import { activeRules, type Policy } from './policy.ts'
import type { CheckContext, Rule, StatefulCheck } from './rule.ts'
import type { RuleFinding } from './rule-finding.ts'
import type { ElementLists, IndexedRule } from './rule-index.ts'
import { RuleMemo } from './rule-memo.ts'
import { checkTarget } from './target.ts'
import { Waivers } from './waivers.ts'

/** Callbacks during validation. */
export interface Callbacks {
  /** Called with the number of domains checked so far. */
  readonly onChecked?: (done: number) => void
  /** Called for each finding that `.allow()` suppresses, with the reason that the program gives. */
  readonly onWaived?: (finding: Diagnostic, reason: string) => void
  /**
   * Whether the program contains only the domains that are checked. If not, unused calls of `.allow()` are not reported.
   * Default: true.
   */
  readonly isWhole?: boolean
}

/** Checks the domains of a build against the schema, the target and the rules. */
export function validate(
  fleet: readonly Node[],
  policy: Policy,
  callbacks: Callbacks = {},
): readonly Diagnostic[] {
  const validator = new Validator(policy, callbacks, fleet.length === 1)
  const fingerprints = fleet.length === 1 ? undefined : new FingerprintIndex()
  for (const domain of fleet) validator.add(domain, fingerprints?.match(domain))
  return validator.end()
}

/** Checks the domains of a build only against the rules. */
export function checkRules(
  fleet: readonly Node[],
  policy: Policy,
  callbacks: Callbacks = {},
): readonly Diagnostic[] {
  const validator = new Validator(policy, callbacks, fleet.length === 1)
  const fingerprints = fleet.length === 1 ? undefined : new FingerprintIndex()
  for (const domain of fleet) validator.runRules(domain, fingerprints?.match(domain))
  return validator.end()
}

/** Checks domains one after another without keeping them in memory. */
export class Validator {
  readonly #policy: Policy
  readonly #callbacks: Callbacks
  readonly #rules: ActiveRules
  readonly #isAlone: boolean
  // The check of each stateful rule. It is created when the walk through a domain finds the first element for the rule.
  readonly #stateful = new Map<Rule, StatefulCheck<never>>()
  readonly #waivers = new Waivers()
  readonly #schemaFindings: Diagnostic[] = []
  readonly #ruleFindings: Diagnostic[] = []
  readonly #fleetFindings: Diagnostic[] = []
  #context: CheckContext | undefined
  #checked = 0
  #hasFailed = false

  /** Whether an error has been found so far. */
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  /** The number of findings so far, without the findings that `.allow()` suppresses. */
  get findings(): number {
    return this.#schemaFindings.length + this.#ruleFindings.length + this.#fleetFindings.length
  }

  /** With `isAlone`, no other domain is added after the first. */
  constructor(policy: Policy, callbacks: Callbacks, isAlone = false) {
    this.#policy = policy
    this.#callbacks = callbacks
    this.#rules = activeRulesOf(policy)
    this.#isAlone = isAlone
  }

  /**
   * Checks a domain. If an earlier domain has the same fingerprint, `match` contains the fingerprint and the domain's own
   * values.
   */
  add(domain: Node, match?: Match): void {
    this.#callbacks.onChecked?.(++this.#checked)
    if (!this.#isKnownValid(match)) {
      const found = [
        ...checkSchema(domain, this.#policy.target),
        ...checkTarget(domain, this.#policy.target),
      ]
      this.#hasFailed ||= fails(found)
      for (const one of found) this.#schemaFindings.push(one)
      if (match && found.length === 0)
        this.#rules.validFingerprints.set(match.fingerprint, ownCodecs(domain))
    }
    this.runRules(domain, match)
  }

  // If an earlier domain with the same fingerprint is valid, only the values that the fingerprint does not contain must be
  // checked.
  #isKnownValid(match: Match | undefined): boolean {
    const codecs = match && this.#rules.validFingerprints.get(match.fingerprint)
    return codecs?.every((codec, index) => isValidValue(codec, match!.values[index]!)) === true
  }

  /** Runs the rules on a domain. */
  runRules(domain: Node, match?: Match): void {
    const before = this.#ruleFindings.length
    this.#rules.memo.runOn(domain, match, this.#run)
    if (this.#ruleFindings.length - before > 1) this.#dropConsequences(domain, before)
    if (!match || match.fingerprint.isNoted) this.#waivers.collect(domain)
  }

  // If the architecture has no such machine, findings that depend on the machine are consequences of this mistake.
  #dropConsequences(domain: Node, start: number): void {
    const refusal = this.#ruleFindings.slice(start).find(isMachineRefusal)
    if (!refusal) return
    const found = this.#ruleFindings.splice(start)
    const kept = withoutMachineFindings(found, domain, this.#rules.memo, this.#policy)
    for (const one of found) if (one === refusal || kept.includes(one)) this.#ruleFindings.push(one)
  }

  readonly #run = (
    { rule, check: own }: IndexedRule,
    elements: ElementLists,
    domain: DomainCursor,
  ): boolean => {
    const check = own ?? this.#statefulCheckOf(rule)
    if (!check) return false
    const context = this.#contextOf(domain)
    const found = own ? this.#ruleFindings : this.#fleetFindings
    let hasFound = false
    for (const list of elements)
      for (const element of list)
        for (const finding of check(element, context)) {
          this.#report(found, rule, finding, domain)
          hasFound = true
        }
    return hasFound
  }

  // If only one domain is checked, most stateful checks are skipped, because they compare several domains.
  #statefulCheckOf(rule: Rule): Rule['check'] {
    if (this.#isAlone && !rule.appliesToOne) return undefined
    const known = this.#stateful.get(rule)
    if (known) return known.check
    const made = rule.createCheck!(this.#policy)
    this.#stateful.set(rule, made)
    return made.check
  }

  // All rules share one context for a domain.
  #contextOf(domain: DomainCursor): CheckContext {
    const { target, hosts } = this.#policy
    if (this.#context?.domain !== domain) this.#context = { target, hosts, domain }
    return this.#context
  }

  /** Returns all findings. Call it after the last domain. */
  end(): readonly Diagnostic[] {
    for (const [rule, { end }] of this.#stateful)
      for (const finding of end?.() ?? []) this.#report(this.#fleetFindings, rule, finding)
    const waivers = this.#waivers.check(this.#policy, this.#callbacks.isWhole)
    return [...this.#schemaFindings, ...this.#ruleFindings, ...this.#fleetFindings, ...waivers]
  }

  #report(found: Diagnostic[], rule: Rule, finding: RuleFinding, domain?: DomainCursor): void {
    const waiver = finding.kind ? undefined : this.#waivers.covering(rule, finding, domain)
    const diagnostic = diagnose(finding.kind ?? rule, finding)
    if (waiver) this.#callbacks.onWaived?.(diagnostic, String(waiver.reason))
    else {
      this.#hasFailed ||= diagnostic.severity === 'error'
      found.push(diagnostic)
    }
  }
}

const isMachineRefusal = ({ slug, severity }: Diagnostic): boolean =>
  slug === 'machine-arch' && severity === 'error'

/** The active rules of a policy, with data that all validators of the policy share. */
interface ActiveRules {
  readonly memo: RuleMemo
  /** For each fingerprint of a valid domain, the codecs of the domain's own values, such as names and numbers. */
  readonly validFingerprints: WeakMap<Fingerprint, readonly Codec[]>
}

const prepared = new WeakMap<Policy, ActiveRules>()

// The rules of a policy are prepared once, because many documents of a folder are checked with the same policy.
function activeRulesOf(policy: Policy): ActiveRules {
  const known = prepared.get(policy)
  if (known) return known
  const hasHosts = Object.keys(policy.hosts).length > 0
  const rules = activeRules(policy).filter(({ isAboutHosts }) => hasHosts || !isAboutHosts)
  const active = {
    memo: new RuleMemo(rules),
    validFingerprints: new WeakMap<Fingerprint, readonly Codec[]>(),
  }
  prepared.set(policy, active)
  return active
}
