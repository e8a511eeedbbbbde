import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import type { Codec } from '../schema/codec.ts'
import type { Node } from '../tree/node.ts'
import { type Likeness, type Shape, Shapes } from '../tree/shape.ts'
import { Asked } from './asked.ts'
import { isAbout } from './concerned.ts'
import { asks, conform, isRight } from './conform.ts'
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
  const inspection = new Inspection(policy, watch, fleet.length === 1)
  const shapes = fleet.length === 1 ? undefined : new Shapes()
  for (const domain of fleet) inspection.see(domain, shapes?.likenessOf(domain))
  return inspection.end()
}

/** Everything in the domains of a build that breaks a rule, and what is wrong with the waivers. */
export function obey(
  fleet: readonly Node[],
  policy: Policy = standard,
  watch: Watch = {},
): readonly Diagnostic[] {
  const inspection = new Inspection(policy, watch, fleet.length === 1)
  const shapes = fleet.length === 1 ? undefined : new Shapes()
  for (const domain of fleet) inspection.obey(domain, shapes?.likenessOf(domain))
  return inspection.end()
}

/** The check of domains that come one after another; none is kept, unless a rule of the user's wants to see all at once. */
export class Inspection {
  readonly #policy: Policy
  readonly #watch: Watch
  readonly #rules: Rules
  readonly #meetings: ReadonlyMap<Rule, Meeting>
  readonly #waivers = new Waivers()
  readonly #kept: Here[] = []
  readonly #shapes: Diagnostic[] = []
  readonly #found: Diagnostic[] = []
  readonly #ofFleet: Diagnostic[] = []
  #checked = 0
  #failed = false

  /** Is something wrong so far? */
  get failed(): boolean {
    return this.#failed
  }

  /** Does a rule look at all domains at once? */
  get wantsAll(): boolean {
    return this.#rules.wantsAll
  }

  /** `isAlone` says that there will be one domain and no more. */
  constructor(policy: Policy, watch: Watch, isAlone = false) {
    this.#policy = policy
    this.#watch = watch
    this.#rules = rulesOf(policy)
    this.#meetings = new Map(
      this.#rules.ofFleets.flatMap((rule): readonly (readonly [Rule, Meeting])[] =>
        // Of one domain, what is between two has nothing to say.
        rule.meet && (rule.ofOne || !isAlone) ? [[rule, rule.meet(policy)]] : [],
      ),
    )
  }

  /** Checks a domain, which may be like one before. */
  see(domain: Node, likeness?: Likeness): void {
    this.#watch.onChecked?.(++this.#checked)
    if (!this.#isKnownRight(likeness)) {
      const found = [...conform(domain), ...tooNew(domain, this.#policy.target)]
      this.#failed ||= fails(found)
      this.#shapes.push(...found)
      if (likeness && found.length === 0) this.#rules.right.set(likeness.shape, asks(domain))
    }
    this.obey(domain, likeness)
  }

  // All that a right domain has beside its shape are its own values, each right by itself.
  #isKnownRight(likeness: Likeness | undefined): boolean {
    const codecs = likeness && this.#rules.right.get(likeness.shape)
    return codecs?.every((codec, nth) => isRight(codec, likeness!.values[nth]!)) === true
  }

  /** Asks the rules about a domain. */
  obey(domain: Node, likeness?: Likeness): void {
    this.#rules.asked.about(domain, likeness, this.#ask)
    if (!likeness || likeness.shape.isNoted) this.#waivers.see(domain)
    if (this.#rules.wantsAll) this.#kept.push(top(domain))
  }

  readonly #ask = (rule: InForce, here: Here): boolean => {
    const isOfDomain = isDomainRule(rule)
    const findings = isOfDomain
      ? rule.check(here, this.#policy)
      : (this.#meetings.get(rule)?.(here) ?? NONE)
    let isSilent = true
    for (const finding of findings) {
      if (isOfDomain) this.#tell(this.#found, rule, finding, here)
      else this.#tell(this.#ofFleet, rule, finding)
      isSilent = false
    }
    return !isSilent
  }

  /** Everything that is wrong. */
  end(): readonly Diagnostic[] {
    for (const rule of this.#rules.ofFleets) {
      if (rule.meet) continue
      const concerned = this.#kept.filter(domain => isAbout(rule, spelled(domain, 'type')))
      for (const finding of rule.checkFleet(concerned, this.#policy))
        this.#tell(this.#ofFleet, rule, finding)
    }
    const waivers = this.#waivers.check(this.#policy, this.#watch.isWhole)
    return [...this.#shapes, ...this.#found, ...this.#ofFleet, ...waivers]
  }

  #tell(found: Diagnostic[], rule: Rule, finding: RuleFinding, domain?: Here): void {
    const waiver = finding.kind ? undefined : this.#waivers.covering(rule, finding, domain)
    const diagnostic = diagnose(finding.kind ?? rule, finding)
    if (waiver) this.#watch.onWaived?.(diagnostic, String(waiver.reason))
    else {
      this.#failed ||= diagnostic.severity === 'error'
      found.push(diagnostic)
    }
  }
}

const NONE: readonly never[] = []

/** What a rule about a fleet asks of each of its domains, as they come one after another. */
type Meeting = (domain: Here) => Iterable<RuleFinding>

/** The rules of a policy that count, as they are asked for. */
interface Rules {
  readonly asked: Asked
  /** The codecs of the values that domains of a shape have for themselves, if one of them was right. */
  readonly right: WeakMap<Shape, readonly Codec[]>
  readonly ofFleets: readonly InForce<FleetRule>[]
  /** Does one of them look at all domains at once? */
  readonly wantsAll: boolean
}

const known = new WeakMap<Policy, Rules>()

// A folder has many documents to check by one policy.
function rulesOf(policy: Policy): Rules {
  const before = known.get(policy)
  if (before) return before
  const counting = inForce(policy)
  const ofFleets = counting.filter(isFleetRule)
  const rules = {
    asked: new Asked(counting.filter(rule => isDomainRule(rule) || rule.meet)),
    right: new WeakMap<Shape, readonly Codec[]>(),
    ofFleets,
    wantsAll: ofFleets.some(rule => !rule.meet),
  }
  known.set(policy, rules)
  return rules
}
