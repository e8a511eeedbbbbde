import { isNode, type Node, type Value } from '../tree/node.ts'
import type { Shape } from '../tree/shape.ts'
import type { Rule } from './rules/rule.ts'

/** Is a rule about domains of a type? */
export const isAbout = ({ hypervisors }: Rule, type = ''): boolean =>
  hypervisors === undefined || hypervisors.includes(type)

/** Rules by what a domain has where they have something to say: those of an element, and of what is in it. */
interface Branch<T> {
  readonly rules: T[]
  readonly inner: Map<string, Branch<T>>
}
const branch = <T>(): Branch<T> => ({ rules: [], inner: new Map() })

/** Rules by the domains that they may have something to say of. */
export class Concerned<T extends { readonly rule: Rule }> {
  readonly #rules: readonly T[]
  readonly #byType = new Map<string, Branch<T>>()
  readonly #byShape = new WeakMap<Shape, readonly T[]>()

  constructor(rules: readonly T[]) {
    this.#rules = rules
  }

  /** The rules that may have something to say of a domain of a type: the same for all of one shape. */
  about(domain: Node, type = '', shape?: Shape): readonly T[] {
    const known = shape && this.#byShape.get(shape)
    if (known) return known
    const root = this.#rootFor(type)
    const found = new Set(root.rules)
    collect(domain, root, found)
    const rules = [...found]
    if (shape) this.#byShape.set(shape, rules)
    return rules
  }

  #rootFor(type: string): Branch<T> {
    const known = this.#byType.get(type)
    if (known) return known
    const root = branch<T>()
    this.#byType.set(type, root)
    for (const one of this.#rules.filter(({ rule }) => isAbout(rule, type)))
      for (const path of one.rule.about ?? ['']) at(root, path).rules.push(one)
    return root
  }
}

function at<T>(root: Branch<T>, path: string): Branch<T> {
  let found = root
  for (const key of path === '' ? [] : path.split('/')) {
    const next = found.inner.get(key) ?? branch<T>()
    found.inner.set(key, next)
    found = next
  }
  return found
}

function collect<T>({ fields }: Node, { inner }: Branch<T>, found: Set<T>): void {
  const any = inner.get('*')
  for (const key in fields) {
    const next = inner.get(key)
    if (next) enter(fields[key]!.value, next, found)
    if (any) enter(fields[key]!.value, any, found)
  }
}

function enter<T>(value: Value, branch: Branch<T>, found: Set<T>): void {
  for (const rule of branch.rules) found.add(rule)
  if (branch.inner.size === 0) return
  if (isNode(value)) collect(value, branch, found)
  else if (Array.isArray(value))
    for (const one of value) if (isNode(one)) collect(one, branch, found)
}
