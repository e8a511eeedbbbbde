import type { Node, Scalar } from '../tree/node.ts'
import { type Likeness, mapOwn, type Shape } from '../tree/shape.ts'
import { Concerned } from './concerned.ts'
import type { Here } from './here.ts'
import { type Reads, spelled, top, watched } from './look.ts'
import { type InForce, isFleetRule } from './policy.ts'

/** A rule to ask about the domains of a shape. */
interface Question {
  readonly rule: InForce
  /** The values that it looked at where it found nothing, and which of the domain's own they are. */
  readonly silence?: readonly Own[]
}
type Own = readonly [nth: number, value: Scalar]

/** Asks a rule about a domain, and tells whether it found something. */
type Ask = (rule: InForce, domain: Here) => boolean

/**
 * Asks rules about domains, and none in vain twice. Most rules are about something that the shape of a domain decides: a
 * device that is there, or a model that does not go with a machine. A rule that found nothing has nothing to say of any
 * domain of that shape that has the same values where it looked.
 */
export class Asked {
  readonly #concerned: Concerned
  readonly #byShape = new WeakMap<Shape, readonly Question[]>()

  constructor(rules: readonly InForce[]) {
    this.#concerned = new Concerned(rules)
  }

  /** Asks the rules about a domain, and gives the place where they began. */
  about(node: Node, likeness: Likeness | undefined, ask: Ask): Here {
    const known = likeness && this.#byShape.get(likeness.shape)
    if (likeness && !known) return this.#learn(node, likeness.shape, ask)
    const domain = top(node)
    if (likeness && known) {
      const { values } = likeness
      for (const { rule, silence } of known)
        if (!silence?.every(([nth, value]) => values[nth] === value)) ask(rule, domain)
    } else for (const rule of this.#rulesFor(domain, node)) ask(rule, domain)
    return domain
  }

  #learn(node: Node, shape: Shape, ask: Ask): Here {
    const reads: Reads = { paths: new Set(), isAll: false }
    const domain = watched(node, reads)
    const own = ownOf(node)
    const questions = this.#rulesFor(domain, node).flatMap((rule): readonly Question[] => {
      reads.paths.clear()
      reads.isAll = false
      // What a user's rule goes by is not known: it is asked about every domain.
      if (ask(rule, domain) || reads.isAll || rule.origin !== undefined) return [{ rule }]
      const silence = [...reads.paths].map(path => own.get(path)!)
      if (silence.length === 0) return []
      // It may have kept in mind what it looked at, for the domains that follow.
      return isFleetRule(rule) ? [{ rule }] : [{ rule, silence }]
    })
    this.#byShape.set(shape, questions)
    return domain
  }

  #rulesFor(domain: Here, node: Node): readonly InForce[] {
    return this.#concerned.by(node, spelled(domain, 'type'))
  }
}

/** The values that a domain has for itself, by their paths. */
function ownOf(domain: Node): ReadonlyMap<string, Own> {
  const own = new Map<string, Own>()
  mapOwn(domain, (value, _, path) => {
    own.set(path, [own.size, value])
    return value
  })
  return own
}
