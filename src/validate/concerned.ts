import { isNode, type Node, type Value } from '../tree/node.ts'
import type { InForce } from './policy.ts'
import type { Rule } from './rules/rule.ts'

/** Is a rule about domains of a type? */
export const isAbout = ({ hypervisors }: Rule, type = ''): boolean =>
  hypervisors === undefined || hypervisors.includes(type)

/** Rules by what a domain has where they have something to say: those of an element, and of what is in it. */
interface Branch {
  readonly rules: InForce[]
  readonly inner: Map<string, Branch>
}
const branch = (): Branch => ({ rules: [], inner: new Map() })

/** Finds the rules that may have something to say of a domain. */
export class Concerned {
  readonly #rules: readonly InForce[]
  readonly #byType = new Map<string, Branch>()

  constructor(rules: readonly InForce[]) {
    this.#rules = rules
  }

  by(domain: Node, type = ''): readonly InForce[] {
    const root = this.#rootFor(type)
    const found = new Set(root.rules)
    collect(domain, root, found)
    return [...found]
  }

  #rootFor(type: string): Branch {
    const known = this.#byType.get(type)
    if (known) return known
    const root = branch()
    this.#byType.set(type, root)
    for (const rule of this.#rules.filter(rule => isAbout(rule, type)))
      for (const path of rule.about ?? ['']) at(root, path).rules.push(rule)
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

function collect({ fields }: Node, { inner }: Branch, found: Set<InForce>): void {
  const any = inner.get('*')
  for (const key in fields) {
    const next = inner.get(key)
    if (next) enter(fields[key]!.value, next, found)
    if (any) enter(fields[key]!.value, any, found)
  }
}

function enter(value: Value, branch: Branch, found: Set<InForce>): void {
  // What vmc makes needs nobody to judge it.
  if (isNode(value) && value.made) return
  for (const rule of branch.rules) found.add(rule)
  if (branch.inner.size === 0) return
  if (isNode(value)) collect(value, branch, found)
  else if (Array.isArray(value))
    for (const one of value) if (isNode(one)) collect(one, branch, found)
}
