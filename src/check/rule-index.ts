import type { AnyCursor, DomainCursor, ElementCursor } from './cursor.ts'
import { domainTypesOf, type Rule } from './rule.ts'
import { type Condition, conditionsOf, pathsOf } from './rule-elements.ts'

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
      const conditions = conditionsOf(rule)
      const branches = pathsOf(rule).map(path => root.at(path).meeting(conditions))
      const entry = { rule, elements: branches.map(({ elements }) => elements), isVisited: false }
      for (const branch of branches) branch.entries.push(entry)
    }
    this.#rootByType.set(type, root)
    return root
  }
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
  /** The rules about the element, or a parent of it, that need the field. */
  readonly needing: Needing[]
  /** Those that need a value in the field. */
  readonly byValue: Map<string, Needing[]>
}

/** The rules about an element that needs a field in it, or in an element some levels below it. */
interface Needing {
  readonly branch: Branch
  readonly levels: number
}

/** The rules about the elements at one path and below it. During the walk through a domain, also the elements. */
class Branch {
  readonly entries: Entry[] = []
  readonly elements: ElementCursor[] = []
  /** The branches below, by key. */
  readonly forks = new Map<string, Fork>()
  /** The rules whose path has `*` here. */
  anyChild: Branch | undefined
  readonly #meeting = new Map<string, Branch>()
  /** Whether the user wrote one of the elements. */
  isReached = false

  /** The branch at a path. */
  at(path: string): Branch {
    return this.#below(path === 'domain' ? [] : path.split('/'))
  }

  /** The branch for the elements here that meet one of some conditions; without conditions, for all elements here. */
  meeting(conditions: readonly Condition[]): Branch {
    if (conditions.length === 0) return this
    const name = JSON.stringify(conditions.map(one => [one, ...(one.values ?? [])]))
    const known = this.#meeting.get(name)
    if (known) return known
    const branch = new Branch()
    this.#meeting.set(name, branch)
    for (const condition of conditions) this.#require(condition, branch)
    return branch
  }

  #require({ owner, key, values }: Condition, branch: Branch): void {
    const fork = this.#below(owner).#fork(key)
    const needing = { branch, levels: owner.length }
    if (!values) fork.needing.push(needing)
    for (const value of values ?? []) {
      const others = fork.byValue.get(value)
      if (others) others.push(needing)
      else fork.byValue.set(value, [needing])
    }
  }

  #below(keys: readonly string[]): Branch {
    let branch: Branch = this
    for (const key of keys) branch = branch.#child(key)
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
    const fork = this.forks.get(key) ?? { needing: [], byValue: new Map() }
    this.forks.set(key, fork)
    return fork
  }

  /** Adds an element. An element that meets several conditions comes once for each. */
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
      for (const one of fork.needing) addAbove(one, cursor, isMade, filled)
      if (fork.byValue.size > 0)
        for (const one of fork.byValue.get(cursor.text(key) ?? '') ?? NONE)
          addAbove(one, cursor, isMade, filled)
      if (fork.below) descendInto(cursor, key, fork.below, isMade, filled)
    }
    if (anyChild) descendInto(cursor, key, anyChild, isMade, filled)
  }
}

const NONE: readonly never[] = []

function addAbove(
  { branch, levels }: Needing,
  cursor: ElementCursor,
  isMade: boolean,
  filled: Branch[],
): void {
  if (levels === 0) {
    branch.add(cursor, isMade, filled)
    return
  }
  let element = cursor
  for (let level = 0; level < levels; level++) element = element.parent!
  branch.add(element, isMade && isFilledIn(element), filled)
}

/** Whether vmc filled in an element, itself or with a parent. */
const isFilledIn = (element: ElementCursor): boolean =>
  element.isMade || (element.parent !== undefined && isFilledIn(element.parent))

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
