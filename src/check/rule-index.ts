import type { AnyCursor, DomainCursor, ElementCursor } from './cursor.ts'
import { domainTypesOf, type Rule } from './rule.ts'

/** Receives a rule and the elements of a domain that it is about. */
export type Visit = (rule: Rule, elements: readonly AnyCursor[]) => void

/** Finds all rules about the elements of a domain in one walk through its tree. */
export class RuleIndex {
  readonly #rules: readonly Rule[]
  readonly #rootByType = new Map<string, Branch>()

  constructor(rules: readonly Rule[]) {
    this.#rules = rules
  }

  /** Calls `visit` with each rule that has elements in a domain, and with these elements. */
  visit(domain: DomainCursor & ElementCursor, visit: Visit): void {
    const filled: Branch[] = []
    descend(domain, this.#rootFor(domain.text('type') ?? ''), false, filled)
    try {
      for (const branch of filled) if (branch.isReached) visitEntries(branch, visit)
    } finally {
      for (const branch of filled) branch.clear()
    }
  }

  #rootFor(type: string): Branch {
    const known = this.#rootByType.get(type)
    if (known) return known
    const root = new Branch()
    for (const rule of this.#rules) {
      if (!appliesToType(rule, type)) continue
      const branches = pathsOf(rule).map(path => root.at(path))
      const entry = { rule, branches, isVisited: false }
      for (const branch of branches) branch.entries.push(entry)
    }
    this.#rootByType.set(type, root)
    return root
  }
}

/** The paths that a rule is about. */
const pathsOf = ({ on }: Rule): readonly string[] => (typeof on === 'string' ? [on] : on)

/** The elements of a domain that a rule is about. */
// The TypeScript compiler has checked the paths and element types where the rule is declared.
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

/** A rule in the index. */
interface Entry {
  readonly rule: Rule
  /** The branches of its paths. */
  readonly branches: readonly Branch[]
  /** Whether a rule with several paths was already visited for this domain. */
  isVisited: boolean
}

/** The rules about the elements at one path and below it. During the walk through a domain, also the elements. */
class Branch {
  readonly entries: Entry[] = []
  readonly children = new Map<string, Branch>()
  /** The rules whose path has `*` here. */
  anyChild: Branch | undefined
  elements: ElementCursor[] = []
  /** Whether the user wrote one of the elements. */
  isReached = false

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

  /** Forgets the elements of a domain. */
  clear(): void {
    this.elements = []
    this.isReached = false
    for (const entry of this.entries) entry.isVisited = false
  }
}

function visitEntries({ entries, elements }: Branch, visit: Visit): void {
  for (const entry of entries) {
    const { rule, branches, isVisited } = entry
    if (branches.length === 1) visit(rule, elements)
    else if (!isVisited) {
      entry.isVisited = true
      const all: ElementCursor[] = []
      for (const branch of branches) for (const element of branch.elements) all.push(element)
      visit(rule, all)
    }
  }
}

// Elements that vmc filled in are valid, so a rule does not run if it has no other elements.
function descend(cursor: ElementCursor, branch: Branch, isMade: boolean, filled: Branch[]): void {
  if (branch.entries.length > 0) {
    if (branch.elements.length === 0) filled.push(branch)
    branch.elements.push(cursor)
    branch.isReached ||= !isMade
  }
  const { children, anyChild } = branch
  if (children.size === 0 && !anyChild) return
  for (const key in cursor.structure.fields) {
    const child = children.get(key)
    if (child) descendInto(cursor, key, child, isMade, filled)
    if (anyChild) descendInto(cursor, key, anyChild, isMade, filled)
  }
}

function descendInto(
  cursor: ElementCursor,
  key: string,
  branch: Branch,
  isMade: boolean,
  filled: Branch[],
): void {
  for (const child of cursor.each(key))
    descend(child, branch, isMade || child.structure.made === true, filled)
}
