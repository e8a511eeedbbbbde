import type { Node, Scalar } from '../tree/node.ts'
import { type Likeness, mapOwn, type Shape } from '../tree/shape.ts'
import { Concerned } from './concerned.ts'
import type { Here } from './here.ts'
import { type Reads, spelled, top, watched } from './look.ts'
import type { InForce } from './policy.ts'
import type { DomainRule } from './rules/rule.ts'

/** A rule to ask about the domains of a shape. */
interface Question {
  readonly rule: InForce<DomainRule>
  /** The values that it looked at where it found nothing, and which of the domain's own they are. */
  readonly silence?: readonly Own[]
}
type Own = readonly [nth: number, value: Scalar]

/** Asks a rule about a domain, and tells whether it found something. */
type Ask = (rule: InForce<DomainRule>, domain: Here) => boolean

/**
 * Asks rules about domains, and none in vain twice. Most rules are about something that the shape of a domain decides: a
 * device that is there, or a model that does not go with a machine. A rule that found nothing has nothing to say of any
 * domain of that shape that has the same values where it looked.
 */
export class Asked {
  readonly #concerned: Concerned<{ readonly rule: InForce<DomainRule> }>
  readonly #byShape = new WeakMap<Shape, readonly Question[]>()

  constructor(rules: readonly InForce<DomainRule>[]) {
    this.#concerned = new Concerned(rules.map(rule => ({ rule })))
  }

  /** Asks the rules about a domain, and gives the place where they began. */
  about(node: Node, likeness: Likeness | undefined, ask: Ask): Here {
    const known = likeness && this.#byShape.get(likeness.shape)
    if (likeness && !known) return this.#learn(node, likeness.shape, ask)
    const domain = top(node)
    const questions: readonly Question[] = known ?? this.#rulesFor(domain, node)
    for (const { rule, silence } of questions) {
      if (!silence?.every(([nth, value]) => likeness?.values[nth] === value)) ask(rule, domain)
    }
    return domain
  }

  #learn(node: Node, shape: Shape, ask: Ask): Here {
    const reads: Reads = { paths: new Set(), isAll: false }
    const domain = watched(node, reads)
    const own = ownOf(node)
    const questions = this.#rulesFor(domain, node).flatMap(({ rule }): readonly Question[] => {
      reads.paths.clear()
      reads.isAll = false
      // What a user's rule goes by is not known: it is asked about every domain.
      if (ask(rule, domain) || reads.isAll || rule.origin !== undefined) return [{ rule }]
      const silence = [...reads.paths].map(path => own.get(path)!)
      return silence.length > 0 ? [{ rule, silence }] : []
    })
    this.#byShape.set(shape, questions)
    return domain
  }

  #rulesFor(domain: Here, node: Node): readonly { readonly rule: InForce<DomainRule> }[] {
    return this.#concerned.about(node, spelled(domain, 'type'))
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
