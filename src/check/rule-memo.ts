import type { Node, Scalar } from '../tree/node.ts'
import { type Likeness, mapOwn, type Shape } from '../tree/shape.ts'
import { type AnyCursor, cursorOf, type DomainCursor, type Reads } from './cursor.ts'
import type { Rule } from './rule.ts'
import { elementsOf, RuleIndex } from './rule-index.ts'

/** A rule that has to run for the domains of a fingerprint. */
interface Pending {
  readonly rule: Rule
  /** The values that it read when it found nothing: while they are the same, it finds nothing again. */
  readonly dependencies?: readonly OwnValue[]
}
type OwnValue = readonly [index: number, value: Scalar]

/** Runs a rule on elements of a domain, and returns whether it found something. */
type RunRule = (rule: Rule, elements: readonly AnyCursor[], domain: DomainCursor) => boolean

/**
 * Runs rules on domains, skipping those whose inputs have not changed. Domains of a fleet are alike, and most rules depend
 * only on what alike domains share: a rule that found nothing in one finds nothing in the next that has the same values
 * where it looked.
 */
export class RuleMemo {
  readonly #index: RuleIndex
  readonly #byShape = new WeakMap<Shape, readonly Pending[]>()

  constructor(rules: readonly Rule[]) {
    this.#index = new RuleIndex(rules)
  }

  /** Runs the rules on a domain, which may be like an earlier one. */
  runOn(node: Node, likeness: Likeness | undefined, run: RunRule): void {
    const known = likeness && this.#byShape.get(likeness.shape)
    if (likeness && !known) {
      this.#learn(node, likeness.shape, run)
      return
    }
    const domain = cursorOf(node)
    if (likeness && known) {
      const { values } = likeness
      for (const { rule, dependencies } of known)
        if (!dependencies?.every(([index, value]) => values[index] === value))
          run(rule, elementsOf(rule, domain), domain)
    } else {
      for (const { rule, elements } of this.#index.matchesIn(domain, node))
        run(rule, elements, domain)
    }
  }

  #learn(node: Node, shape: Shape, run: RunRule): void {
    const reads: Reads = { paths: new Set(), isAll: false }
    const domain = cursorOf(node, reads)
    const own = ownValues(node)
    const pending: Pending[] = []
    for (const { rule, elements } of this.#index.matchesIn(domain, node)) {
      reads.paths.clear()
      reads.isAll = false
      const hasFound = run(rule, elements, domain)
      // What a user's rule depends on is unknown: it may read a clock or a file.
      if (hasFound || reads.isAll || rule.origin !== undefined) pending.push({ rule })
      else if (reads.paths.size > 0) {
        const dependencies = [...reads.paths].map(path => own.get(path)!)
        // A stateful check remembers the values for the domains that follow.
        pending.push(rule.createCheck ? { rule } : { rule, dependencies })
      }
    }
    this.#byShape.set(shape, pending)
  }
}

/** The values that a domain does not share with those like it, by their paths. */
function ownValues(domain: Node): ReadonlyMap<string, OwnValue> {
  const own = new Map<string, OwnValue>()
  mapOwn(domain, (value, _, path) => {
    own.set(path, [own.size, value])
    return value
  })
  return own
}
