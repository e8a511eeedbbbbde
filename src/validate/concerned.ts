import { isNode, type Node, type Value } from '../tree/node.ts'
import type { InForce } from './policy.ts'
import type { Rule } from './rules/rule.ts'

/** Is a rule about domains of a type? */
export const isAbout = ({ hypervisors }: Rule, type = ''): boolean =>
  hypervisors === undefined || hypervisors.includes(type)

/** Rules by what a domain has where they have something to say: those of an element, and of what is in it. */
interface Branch {
  readonly rules: Concern[]
  readonly inner: Map<string, Branch>
}
const branch = (): Branch => ({ rules: [], inner: new Map() })

/** A rule, and which search found it last. */
interface Concern {
  readonly rule: InForce
  foundBy: number
}

/** Finds the rules that may have something to say of a domain. */
export class Concerned {
  readonly #rules: readonly InForce[]
  readonly #byType = new Map<string, Branch>()
  #searches = 0

  constructor(rules: readonly InForce[]) {
    this.#rules = rules
  }

  by(domain: Node, type = ''): readonly InForce[] {
    const root = this.#rootFor(type)
    const search: Search = { nth: ++this.#searches, found: [] }
    find(root, search)
    collect(domain, root, search)
    return search.found
  }

  #rootFor(type: string): Branch {
    const known = this.#byType.get(type)
    if (known) return known
    const root = branch()
    this.#byType.set(type, root)
    for (const rule of this.#rules.filter(rule => isAbout(rule, type))) {
      const concern: Concern = { rule, foundBy: 0 }
      for (const path of rule.about ?? ['']) at(root, path).rules.push(concern)
    }
    return root
  }
}

function at(root: Branch, path: string): Branch {
  let found = root
  for (const key of path === '' ? [] : path.split('/')) {
    const next = found.inner.get(key) ?? branch()
    found.inner.set(key, next)
    found = next
  }
  return found
}

interface Search {
  readonly nth: number
  readonly found: InForce[]
}

function find({ rules }: Branch, { nth, found }: Search): void {
  for (const concern of rules) {
    if (concern.foundBy === nth) continue
    concern.foundBy = nth
    found.push(concern.rule)
  }
}

function collect({ fields }: Node, { inner }: Branch, search: Search): void {
  const any = inner.get('*')
  for (const key in fields) {
    const next = inner.get(key)
    if (next) enter(fields[key]!.value, next, search)
    if (any) enter(fields[key]!.value, any, search)
  }
}

function enter(value: Value, branch: Branch, search: Search): void {
  // What vmc makes needs nobody to judge it.
  if (isNode(value) && value.made) return
  find(branch, search)
  if (branch.inner.size === 0) return
  if (isNode(value)) collect(value, branch, search)
  else if (Array.isArray(value))
    for (const one of value) if (isNode(one)) collect(one, branch, search)
}
