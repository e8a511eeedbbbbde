import { isNode, type Node, type Value } from '../tree/node.ts'
import type { AnyCursor, DomainCursor } from './cursor.ts'
import { domainTypesOf, type Rule } from './rule.ts'

/** A rule and the elements of a domain that it is about. */
export interface RuleMatch {
  readonly rule: Rule
  readonly elements: readonly AnyCursor[]
}

/** Finds the rules that are about elements of a domain, in one walk through its tree. */
export class RuleIndex {
  readonly #rules: readonly Rule[]
  readonly #rootByType = new Map<string, Branch>()

  constructor(rules: readonly Rule[]) {
    this.#rules = rules
  }

  /** The rules about elements that a domain has, each with these elements. */
  matchesIn(domain: DomainCursor, node: Node): readonly RuleMatch[] {
    const search: Search = { reached: [] }
    descend(node, this.#rootFor(domain.text('type') ?? ''), search)
    return search.reached.map(entry => {
      entry.isReached = false
      return { rule: entry.rule, elements: elementsOf(entry.rule, domain) }
    })
  }

  #rootFor(type: string): Branch {
    const known = this.#rootByType.get(type)
    if (known) return known
    const root = new Branch()
    for (const rule of this.#rules) {
      if (!appliesToType(rule, type)) continue
      const entry = { rule, isReached: false }
      for (const path of pathsOf(rule)) root.at(path).entries.push(entry)
    }
    this.#rootByType.set(type, root)
    return root
  }
}

/** The paths that a rule is about. */
const pathsOf = ({ on }: Rule): readonly string[] => (typeof on === 'string' ? [on] : on)

/** The elements of a domain that a rule is about. */
// The compiler has checked, where the rule is declared, which type of element is at which path.
export function elementsOf({ on }: Rule, domain: DomainCursor): readonly AnyCursor[] {
  const at = (path: string): readonly unknown[] =>
    path === 'domain' ? [domain] : domain.each(path as never)
  const elements = typeof on === 'string' ? at(on) : on.flatMap(at)
  return elements as readonly AnyCursor[]
}

/** Whether a rule applies to domains of a type. */
function appliesToType(rule: Rule, type: string): boolean {
  const types = domainTypesOf(rule.for)
  return types === undefined || types.includes(type)
}

/** A rule in the index, and whether the search at hand has reached it. */
interface Entry {
  readonly rule: Rule
  isReached: boolean
}

interface Search {
  readonly reached: Entry[]
}

/** The rules about the elements at one path, and below it. */
class Branch {
  readonly entries: Entry[] = []
  readonly children = new Map<string, Branch>()
  /** The rules about elements of any key. */
  anyChild: Branch | undefined

  /** The branch at a path. */
  at(path: string): Branch {
    let branch: Branch = this
    for (const key of path === 'domain' ? [] : path.split('/')) branch = branch.#child(key)
    return branch
  }

  #child(key: string): Branch {
    const child = (key === '*' ? this.anyChild : this.children.get(key)) ?? new Branch()
    if (key === '*') this.anyChild = child
    else this.children.set(key, child)
    return child
  }
}

function descend({ fields }: Node, branch: Branch, search: Search): void {
  for (const entry of branch.entries) {
    if (entry.isReached) continue
    entry.isReached = true
    search.reached.push(entry)
  }
  const { children, anyChild } = branch
  if (children.size === 0 && !anyChild) return
  for (const key in fields) {
    const child = children.get(key)
    if (child) descendValue(fields[key]!.value, child, search)
    if (anyChild) descendValue(fields[key]!.value, anyChild, search)
  }
}

function descendValue(value: Value, branch: Branch, search: Search): void {
  if (isNode(value)) {
    // What vmc made is right.
    if (!value.made) descend(value, branch, search)
  } else if (Array.isArray(value)) {
    for (const one of value) if (isNode(one)) descend(one, branch, search)
  }
}
