import type { AnyCursor, DomainCursor, ElementCursor } from './cursor.ts'
import { domainTypesOf, type Rule } from './rule.ts'

/** The elements of a domain that a rule is about, as one list for each of its paths. */
export type ElementLists = readonly (readonly AnyCursor[])[]

/** Receives a rule and the elements of a domain that it is about. They are only valid during the call. */
export type Visit = (rule: Rule, elements: ElementLists) => void

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

/** Fields, one of which an element must have, so that the rule is about it; none if it is about all elements. */
const neededBy = ({ needs = [] }: Rule): readonly string[] =>
  typeof needs === 'string' ? [needs] : needs

/** The elements of a domain that a rule is about. */
// The TypeScript compiler has checked the paths and element types where the rule is declared.
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
  /** The elements at each of its paths. */
  readonly elements: ElementLists
  /** Whether the rule was already visited for this domain, at another of its paths. */
  isVisited: boolean
}

/** The branches that a field of an element leads to. */
interface Fork {
  /** The rules about the elements in the field, or below them. */
  below?: Branch
  /** The rules about the element itself that need the field. */
  readonly here: Branch[]
}

/** The rules about the elements at one path and below it. During the walk through a domain, also the elements. */
class Branch {
  readonly entries: Entry[] = []
  readonly elements: ElementCursor[] = []
  /** The branches below, by key. */
  readonly forks = new Map<string, Fork>()
  /** The rules whose path has `*` here. */
  anyChild: Branch | undefined
  readonly #having = new Map<string, Branch>()
  /** Whether the user wrote one of the elements. */
  isReached = false

  /** The branch at a path. */
  at(path: string): Branch {
    let branch: Branch = this
    for (const key of path === 'domain' ? [] : path.split('/')) branch = branch.#child(key)
    return branch
  }

  /** The branch for the elements here that have one of the fields; with no fields, for all elements here. */
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

  /** Adds an element. An element that has several of the needed fields comes once for each. */
  add(element: ElementCursor, isMade: boolean, filled: Branch[]): void {
    const { elements } = this
    if (this.entries.length === 0 || elements[elements.length - 1] === element) return
    if (elements.length === 0) filled.push(this)
    elements.push(element)
    this.isReached ||= !isMade
  }

  /** Forgets the elements of a domain. */
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

// Elements that vmc filled in are valid, so a rule does not run if it has no other elements.
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
