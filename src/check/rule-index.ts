import type { AnyCursor, DomainCursor, ElementCursor } from './cursor.ts'
import { domainTypesOf, type Rule } from './rule.ts'

/** The elements of a domain that a rule is about: one list for each path of the rule. */
export type ElementLists = readonly (readonly AnyCursor[])[]

/** Receives a rule and the elements that the rule is about. The lists are valid only during the call. */
export type Visit = (rule: Rule, elements: ElementLists) => void

/** Finds the elements that each rule is about, in one walk through the tree of a domain. */
export class RuleIndex {
  readonly #rules: readonly Rule[]
  readonly #rootByType = new Map<string, Branch>()

  constructor(rules: readonly Rule[]) {
    this.#rules = rules
  }

  /** Calls `visit` for each rule that is about elements of the domain, with these elements. */
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
      const branches = pathsOf(rule).map(path => root.at(path).having(neededBy(rule)))
      const entry = { rule, elements: branches.map(({ elements }) => elements), isVisited: false }
      for (const branch of branches) branch.entries.push(entry)
    }
    this.#rootByType.set(type, root)
    return root
  }
}

/** The paths that a rule is about. */
const pathsOf = ({ on }: Rule): readonly string[] => (typeof on === 'string' ? [on] : on)

/** The fields of which an element must have at least one, so that the rule is about it. Empty: all elements. */
const neededBy = ({ needs = [] }: Rule): readonly string[] =>
  typeof needs === 'string' ? [needs] : needs

/** The elements of a domain that a rule is about. */
// The types are not checked here, because the TypeScript compiler checks them at the declaration of the rule.
export function elementsOf(rule: Rule, domain: DomainCursor & ElementCursor): ElementLists {
  const keys = neededBy(rule)
  return pathsOf(rule).map(path => {
    const all = path === 'domain' ? [domain] : domain.each(path)
    return keys.length === 0
      ? all
      : all.filter(one => keys.some(key => Object.hasOwn(one.structure.fields, key)))
  })
}

/** Whether a rule applies to domains of a type. */
function appliesToType(rule: Rule, type: string): boolean {
  const types = domainTypesOf(rule.for)
  return types === undefined || types.includes(type)
}

/** A rule in the index. */
interface Entry {
  readonly rule: Rule
  /** The elements at each path of the rule. */
  readonly elements: ElementLists
  /** Whether the rule has already been visited for this domain, through another of its paths. */
  isVisited: boolean
}

/** The branches that belong to a field of an element. */
interface Fork {
  /** The branch for the elements in the field. */
  below?: Branch
  /** The branches for the element itself that require this field. */
  readonly here: Branch[]
}

/** A path in the index: the rules about the elements at this path and below it, and during a walk also the elements. */
class Branch {
  readonly entries: Entry[] = []
  readonly elements: ElementCursor[] = []
  /** The branches for child elements, by key. */
  readonly forks = new Map<string, Fork>()
  /** The branch for the step `*` of a path, which matches any child element. */
  anyChild: Branch | undefined
  readonly #having = new Map<string, Branch>()
  /** Whether the user wrote at least one of the elements. */
  isReached = false

  /** The branch at a path. */
  at(path: string): Branch {
    let branch: Branch = this
    for (const key of path === 'domain' ? [] : path.split('/')) branch = branch.#child(key)
    return branch
  }

  /** The branch for the elements at this path that have at least one of the fields. Without fields, this branch. */
  having(keys: readonly string[]): Branch {
    if (keys.length === 0) return this
    const name = keys.join()
    const known = this.#having.get(name)
    if (known) return known
    const branch = new Branch()
    this.#having.set(name, branch)
    for (const key of keys) this.#fork(key).here.push(branch)
    return branch
  }

  #child(key: string): Branch {
    const fork = this.#fork(key)
    const child = (key === '*' ? this.anyChild : fork.below) ?? new Branch()
    if (key === '*') this.anyChild = child
    else fork.below = child
    return child
  }

  #fork(key: string): Fork {
    const fork = this.forks.get(key) ?? { here: [] }
    this.forks.set(key, fork)
    return fork
  }

  /** Adds an element, unless it was just added: the walk adds an element once for each of the required fields that it has. */
  add(element: ElementCursor, isMade: boolean, filled: Branch[]): void {
    const { elements } = this
    if (this.entries.length === 0 || elements[elements.length - 1] === element) return
    if (elements.length === 0) filled.push(this)
    elements.push(element)
    this.isReached ||= !isMade
  }

  /** Removes the elements of a domain after the walk. */
  clear(): void {
    this.elements.length = 0
    this.isReached = false
    for (const entry of this.entries) entry.isVisited = false
  }
}

function visitEntries({ entries }: Branch, visit: Visit): void {
  for (const entry of entries) {
    if (entry.isVisited) continue
    entry.isVisited = true
    visit(entry.rule, entry.elements)
  }
}

// A rule does not run if vmc filled in all of its elements, because such elements are valid.
function descend(cursor: ElementCursor, branch: Branch, isMade: boolean, filled: Branch[]): void {
  branch.add(cursor, isMade, filled)
  const { forks, anyChild } = branch
  if (forks.size === 0 && !anyChild) return
  for (const key in cursor.structure.fields) {
    const fork = forks.get(key)
    if (fork) {
      for (const one of fork.here) one.add(cursor, isMade, filled)
      if (fork.below) descendInto(cursor, key, fork.below, isMade, filled)
    }
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
