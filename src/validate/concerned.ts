import { isNode, type Node, type Value } from '../tree/node.ts'
import type { InForce } from './policy.ts'
import type { Rule } from './rules/rule.ts'

/** Is a rule about domains of a type? */
export const isAbout = ({ hypervisors }: Rule, type = ''): boolean =>
  hypervisors === undefined || hypervisors.includes(type)

/** Finds the rules that may have something to say of a domain. */
export class Concerned {
  readonly #rules: readonly InForce[]
  readonly #byType = new Map<string, Branch>()
  #searches = 0

  constructor(rules: readonly InForce[]) {
    this.#rules = rules
  }

  by(domain: Node, type = ''): readonly InForce[] {
    const search: Search = { nth: ++this.#searches, found: [] }
    enter(domain, this.#rootFor(type), search)
    return search.found
  }

  #rootFor(type: string): Branch {
    const known = this.#byType.get(type)
    if (known) return known
    const root = new Branch()
    this.#byType.set(type, root)
    for (const rule of this.#rules.filter(rule => isAbout(rule, type))) {
      const concern: Concern = { rule, foundBy: 0 }
      for (const path of rule.about ?? ['']) root.at(path).concerns.push(concern)
    }
    return root
  }
}

/** A rule, and the search that found it last. */
interface Concern {
  readonly rule: InForce
  foundBy: number
}

interface Search {
  readonly nth: number
  readonly found: InForce[]
}

/** Rules by what a domain has where they have something to say: those of an element, and of what is in it. */
class Branch {
  readonly concerns: Concern[] = []
  readonly inner = new Map<string, Branch>()
  /** What is in it, whatever its key is. */
  any: Branch | undefined
  enteredBy = 0

  /** The branch at the end of a path of keys. */
  at(path: string): Branch {
    let found: Branch = this
    for (const key of path === '' ? [] : path.split('/')) found = found.#next(key)
    return found
  }

  #next(key: string): Branch {
    const next = (key === '*' ? this.any : this.inner.get(key)) ?? new Branch()
    if (key === '*') this.any = next
    else this.inner.set(key, next)
    return next
  }

  find({ nth, found }: Search): void {
    if (this.enteredBy === nth) return
    this.enteredBy = nth
    for (const concern of this.concerns) {
      if (concern.foundBy === nth) continue
      concern.foundBy = nth
      found.push(concern.rule)
    }
  }
}

function enter(value: Value, branch: Branch, search: Search): void {
  // What vmc makes needs nobody to judge it.
  if (isNode(value) && value.made) return
  branch.find(search)
  if (branch.inner.size === 0 && !branch.any) return
  if (isNode(value)) collect(value, branch, search)
  else if (Array.isArray(value))
    for (const one of value) if (isNode(one)) collect(one, branch, search)
}

function collect({ fields }: Node, { inner, any }: Branch, search: Search): void {
  for (const key in fields) {
    const next = inner.get(key)
    if (next) enter(fields[key]!.value, next, search)
    if (any) enter(fields[key]!.value, any, search)
  }
}
