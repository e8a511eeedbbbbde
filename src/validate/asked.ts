import { isNode, type Node, type Value } from '../tree/node.ts'
import type { Here } from './here.ts'
import { spelled, watched } from './look.ts'
import type { InForce } from './policy.ts'
import type { DomainRule, Rule } from './rules/rule.ts'
import { shapeOf } from './shape.ts'

/** Is a rule about domains of a type? */
export const isAbout = ({ hypervisors }: Rule, type = ''): boolean =>
  hypervisors === undefined || hypervisors.includes(type)

/** Rules by what a domain has where they have something to say: those of an element, and of what is in it. */
interface Branch {
  readonly rules: InForce<DomainRule>[]
  readonly inner: Map<string, Branch>
}
const branch = (): Branch => ({ rules: [], inner: new Map() })

/** The rules about domains of one type. */
class Index {
  readonly #root = branch()

  constructor(rules: readonly InForce<DomainRule>[]) {
    for (const rule of rules) {
      for (const path of rule.about ?? ['']) {
        let at = this.#root
        for (const key of path === '' ? [] : path.split('/')) {
          const next = at.inner.get(key) ?? branch()
          at.inner.set(key, next)
          at = next
        }
        at.rules.push(rule)
      }
    }
  }

  /** The rules that may have something to say of a domain. */
  about(domain: Node): Iterable<InForce<DomainRule>> {
    const found = new Set(this.#root.rules)
    collect(domain, this.#root, found)
    return found
  }
}

function collect({ fields }: Node, { inner }: Branch, found: Set<InForce<DomainRule>>): void {
  const any = inner.get('*')
  for (const key in fields) {
    const next = inner.get(key)
    if (next) enter(fields[key]!.value, next, found)
    if (any) enter(fields[key]!.value, any, found)
  }
}

function enter(value: Value, branch: Branch, found: Set<InForce<DomainRule>>): void {
  for (const rule of branch.rules) found.add(rule)
  if (branch.inner.size === 0) return
  if (isNode(value)) collect(value, branch, found)
  else if (Array.isArray(value))
    for (const one of value) if (isNode(one)) collect(one, branch, found)
}

// Enough for any fleet; a folder of documents may have no two alike.
const MOST = 1000

/**
 * Asks rules about domains, and none in vain twice. The domains of a fleet have few shapes, and most rules are about
 * something that only the shape decides: a device that is there, or a model that does not go with a machine. A rule that
 * found nothing and looked at nothing beyond the shape has nothing to say of any domain of that shape.
 */
export class Asked {
  readonly #rules: readonly InForce<DomainRule>[]
  readonly #byType = new Map<string, Index>()
  readonly #byShape = new Map<string, readonly InForce<DomainRule>[]>()

  constructor(rules: readonly InForce<DomainRule>[]) {
    this.#rules = rules
  }

  /**
   * Asks the rules about a domain by `ask`, which tells whether there was something to say, and gives the place where
   * they began. The shape of one that has no
   * others beside it is not worth knowing.
   */
  about(
    node: Node,
    isAlone: boolean,
    ask: (rule: InForce<DomainRule>, domain: Here) => boolean,
  ): Here {
    const watch = { looked: false }
    // What rules have looked at is kept with the place where they begin, and dropped with it.
    const domain = watched(node, isAlone ? undefined : watch)
    const shape = isAlone ? undefined : shapeOf(node)
    const known = shape === undefined ? undefined : this.#byShape.get(shape)
    if (known) {
      for (const rule of known) ask(rule, domain)
      return domain
    }
    const worth: InForce<DomainRule>[] = []
    for (const rule of this.#indexFor(spelled(domain, 'type')).about(node)) {
      watch.looked = false
      // What a user's rule goes by is not known: it is asked about every domain.
      if (ask(rule, domain) || watch.looked || rule.origin !== undefined) worth.push(rule)
    }
    if (shape !== undefined) {
      if (this.#byShape.size === MOST) this.#byShape.clear()
      this.#byShape.set(shape, worth)
    }
    return domain
  }

  #indexFor(type = ''): Index {
    const known = this.#byType.get(type)
    if (known) return known
    const index = new Index(this.#rules.filter(rule => isAbout(rule, type)))
    this.#byType.set(type, index)
    return index
  }
}
