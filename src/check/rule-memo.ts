import { type Fingerprint, type Match, mapOwnValues } from '../tree/fingerprint.ts'
import type { Node, Scalar } from '../tree/node.ts'
import type { DomainCursor } from './cursor.ts'
import { cursorOf, type Reads } from './element-cursor.ts'
import type { Rule } from './rule.ts'
import { elementsAt, pathsOf } from './rule-elements.ts'
import { type ElementLists, type IndexedRule, RuleIndex } from './rule-index.ts'

/** A rule that may have to run again for later domains with the same fingerprint. */
interface Pending {
  readonly indexed: IndexedRule
  /**
   * The paths of the elements that the rule checks. The rule may also receive elements at these paths that have none of the
   * fields in `needs`, but the rule finds nothing in such elements.
   */
  readonly paths: readonly string[]
  /** The values that the rule read when it found nothing. The rule is skipped for a domain with the same values. */
  readonly dependencies?: readonly OwnValue[]
}
type OwnValue = readonly [index: number, value: Scalar]

/** Runs a rule on elements of a domain, and returns whether it found something. */
type RunRule = (indexed: IndexedRule, elements: ElementLists, domain: DomainCursor) => boolean

/**
 * Runs rules on domains, and skips a rule if its inputs are the same as for an earlier domain. Domains with the same
 * fingerprint have the same elements, but different values, such as names. Most rules depend only on the fingerprint and a few
 * of these values. If such a rule found nothing, it is skipped for later domains with the same fingerprint and the same values.
 */
export class RuleMemo {
  readonly #index: RuleIndex
  readonly #byFingerprint = new WeakMap<Fingerprint, readonly Pending[]>()

  constructor(rules: readonly Rule[]) {
    this.#index = new RuleIndex(rules)
  }

  /**
   * Runs the rules on a domain. If an earlier domain has the same fingerprint, `match` contains the fingerprint and the
   * domain's own values.
   */
  runOn(node: Node, match: Match | undefined, run: RunRule): void {
    const known = match && this.#byFingerprint.get(match.fingerprint)
    if (match && !known) {
      this.#learn(node, match.fingerprint, run)
      return
    }
    const domain = cursorOf(node)
    if (match && known) {
      const { values } = match
      for (const { indexed, paths, dependencies } of known)
        if (!dependencies || hasChanged(dependencies, values))
          run(indexed, elementsAt(paths, domain), domain)
    } else {
      this.#index.visit(domain, (indexed, elements) => run(indexed, elements, domain))
    }
  }

  #learn(node: Node, fingerprint: Fingerprint, run: RunRule): void {
    const reads: Reads = { paths: new Set(), isAll: false }
    const domain = cursorOf(node, reads)
    const own = ownValues(node)
    const pending: Pending[] = []
    this.#index.visit(domain, (indexed, elements) => {
      const { rule } = indexed
      reads.paths.clear()
      reads.isAll = false
      const hasFound = run(indexed, elements, domain)
      // A custom rule always runs again, because its result may depend on anything, such as the time or a file.
      const paths = pathsOf(rule)
      if (hasFound || reads.isAll || rule.origin !== undefined) pending.push({ indexed, paths })
      else if (reads.paths.size > 0) {
        const dependencies = [...reads.paths].map(path => own.get(path)!)
        // A stateful check compares values between domains, so it must see all domains.
        pending.push(rule.createCheck ? { indexed, paths } : { indexed, paths, dependencies })
      }
    })
    this.#byFingerprint.set(fingerprint, pending)
  }
}

function hasChanged(dependencies: readonly OwnValue[], values: readonly Scalar[]): boolean {
  for (const [index, value] of dependencies) if (values[index] !== value) return true
  return false
}

/** The values of a domain that are not part of its fingerprint. The keys are their paths. */
function ownValues(domain: Node): ReadonlyMap<string, OwnValue> {
  const own = new Map<string, OwnValue>()
  mapOwnValues(domain, (value, _, path) => {
    own.set(path, [own.size, value])
    return value
  })
  return own
}
