import type { Node } from '../tree/node.ts'
import type { Here } from './here.ts'
import { spelled, watched } from './look.ts'
import type { InForce } from './policy.ts'
import type { DomainRule, Rule } from './rules/rule.ts'
import { shapeOf } from './shape.ts'

/** Is a rule about domains of a type? */
export const isAbout = ({ hypervisors }: Rule, type = ''): boolean =>
  hypervisors === undefined || hypervisors.includes(type)

// Enough for any fleet; a folder of documents may have no two alike.
const MOST = 1000

/**
 * Asks rules about domains, and none in vain twice. The domains of a fleet have few shapes, and most rules are about
 * something that only the shape decides: a device that is there, or a model that does not go with a machine. A rule that
 * found nothing and looked at nothing beyond the shape has nothing to say of any domain of that shape.
 */
export class Asked {
  readonly #rules: readonly InForce<DomainRule>[]
  readonly #byShape = new Map<string, readonly InForce<DomainRule>[]>()

  constructor(rules: readonly InForce<DomainRule>[]) {
    this.#rules = rules
  }

  /** Asks the rules about a domain by `ask`, which tells whether there was something to say. */
  about(node: Node, ask: (rule: InForce<DomainRule>, domain: Here) => boolean): void {
    const watch = { looked: false }
    // What rules have looked at is kept with the place where they begin, and dropped with it.
    const domain = watched(node, watch)
    const shape = shapeOf(node)
    const known = shape === undefined ? undefined : this.#byShape.get(shape)
    if (known) {
      for (const rule of known) ask(rule, domain)
      return
    }
    const type = spelled(domain, 'type')
    const worth = this.#rules
      .filter(rule => isAbout(rule, type))
      .filter(rule => {
        watch.looked = false
        // What a user's rule goes by is not known: it is asked about every domain.
        return ask(rule, domain) || watch.looked || rule.origin !== undefined
      })
    if (shape === undefined) return
    if (this.#byShape.size === MOST) this.#byShape.clear()
    this.#byShape.set(shape, worth)
  }
}
