import type { Node } from '../tree/node.ts'
import { isNode } from '../tree/node.ts'
import type { AnyCursor, DomainCursor } from './cursor.ts'
import { type ElementCursor, spelled } from './element-cursor.ts'
import { domainTypesOf, type Rule } from './rule.ts'
import { type Condition, conditionsOf, pathsOf } from './rule-elements.ts'

/** The elements of a domain that a rule checks, in a separate list for each path of the rule. */
export type ElementLists = readonly (readonly AnyCursor[])[]

/**
 * A rule in the index. The object copies the properties of the rule that the walk needs, because V8 reads properties slowly
 * from objects with many different shapes.
 */
export interface IndexedRule {
  readonly rule: Rule
  readonly check: Rule['check'] | undefined
}

/** A function that receives a rule and the lists of elements to check with it. The lists are valid only during the call. */
export type Visit = (rule: IndexedRule, elements: ElementLists) => void

/** Finds the elements for each rule in a single walk through the tree of a domain. */
export class RuleIndex {
  readonly #rules: readonly Rule[]
  readonly #rootByType = new Map<string, Branch>()
  readonly #walk = new Walk()

  constructor(rules: readonly Rule[]) {
    this.#rules = rules
  }

  /** Calls `visit` for each rule for which the domain has elements, and passes these elements. */
  visit(domain: DomainCursor & ElementCursor, visit: Visit): void {
    const filled = this.#walk.fill(domain, this.#rootFor(domain.text('type') ?? ''))
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
      const elements = branches.map(branch => branch.elements)
      const entry: Entry = { rule, check: rule.check, elements, isVisited: false }
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

/** A rule and the elements at one of its paths. */
interface Entry extends IndexedRule {
  /** The elements at each path of the rule. */
  readonly elements: ElementLists
  /** Whether the rule has already been visited for this domain, because elements at another path of the rule were found. */
  isVisited: boolean
}

/** The parts of the index that depend on one field of an element. */
interface Fork {
  /** The part of the index for the child elements in the field. */
  below: Branch | undefined
  /** The rules that check the element, or one of its parents, only if the element has this field. */
  readonly needing: Needing[]
  /** The rules that check the element, or one of its parents, only if the field has one of certain values. */
  byValue: Map<string, Needing[]> | undefined
}

/**
 * A rule that checks an element only if a certain field meets a condition. The field is in this element, or in an element
 * several levels below.
 */
interface Needing {
  readonly branch: Branch
  readonly levels: number
}

/**
 * The part of the index for a path: the rules for the elements at this path and for paths below it. During a walk, this object
 * also contains the elements.
 */
class Branch {
  readonly entries: Entry[] = []
  readonly elements: ElementCursor[] = []
  /** The parts of the index for the child elements, by the key of their field. */
  readonly forks = new Map<string, Fork>()
  /** The part of the index for the step `*` of a path, which matches any child element. */
  anyChild: Branch | undefined
  readonly #meeting = new Map<string, Branch>()
  /** Whether the user, and not vmc, wrote at least one of the elements. */
  isReached = false

  /** The branch at a path. */
  at(path: string): Branch {
    return this.#below(path === 'domain' ? [] : path.split('/'))
  }

  /**
   * The part of the index for those elements at this path that meet one of the conditions. Without conditions, it is the part
   * for all elements at this path.
   */
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
    if (!values) {
      fork.needing.push(needing)
      return
    }
    fork.byValue ??= new Map()
    for (const value of values) {
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
    if (key === '*') {
      this.anyChild ??= new Branch()
      return this.anyChild
    }
    const fork = this.#fork(key)
    fork.below ??= new Branch()
    return fork.below
  }

  #fork(key: string): Fork {
    const known = this.forks.get(key)
    if (known) return known
    const fork: Fork = { below: undefined, needing: [], byValue: undefined }
    this.forks.set(key, fork)
    return fork
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
    visit(entry, entry.elements)
  }
}

/** An element between the domain and the current element of a walk. A cursor for the element is made only if a rule checks it. */
class Step {
  node: Node | undefined
  key = ''
  /** The number of the element among all elements in the same field of the parent. */
  nth = 0
  /** Whether vmc filled in the element or one of its parents. */
  isMade = false
  cursor: ElementCursor | undefined
}

/** A walk through a domain that finds the elements for its rules. */
class Walk {
  /** The elements from the domain down to the current element. The walk reuses these objects for later elements. */
  readonly #steps: Step[] = []
  #filled: Branch[] = []

  /** Adds the elements of a domain to the parts of the index. Returns the parts that now contain elements. */
  fill(domain: ElementCursor, root: Branch): readonly Branch[] {
    const filled: Branch[] = []
    this.#filled = filled
    const step = this.#stepAt(0)
    step.node = domain.structure
    step.isMade = false
    step.cursor = domain
    this.#descend(0, root)
    step.cursor = undefined
    return filled
  }

  #stepAt(depth: number): Step {
    const known = this.#steps[depth]
    if (known) return known
    const step = new Step()
    this.#steps.push(step)
    return step
  }

  #cursorAt(depth: number): ElementCursor {
    const step = this.#steps[depth]!
    step.cursor ??= this.#cursorAt(depth - 1).childrenAt(step.key)[step.nth]!
    return step.cursor
  }

  #descend(depth: number, branch: Branch): void {
    if (branch.entries.length > 0) this.#add(depth, branch)
    const { forks, anyChild } = branch
    if (forks.size === 0 && !anyChild) return
    const { fields } = this.#steps[depth]!.node!
    for (const key in fields) {
      const fork = forks.get(key)
      if (fork) {
        for (const { branch, levels } of fork.needing) this.#add(depth - levels, branch)
        if (fork.byValue) this.#addByValue(depth, key, fork.byValue)
        if (fork.below) this.#descendInto(depth, key, fields[key]!.value, fork.below)
      }
      if (anyChild) this.#descendInto(depth, key, fields[key]!.value, anyChild)
    }
  }

  #addByValue(depth: number, key: string, byValue: ReadonlyMap<string, Needing[]>): void {
    const text = spelled(this.#steps[depth]!.node!, key)
    const found = text === undefined ? undefined : byValue.get(text)
    if (found) for (const { branch, levels } of found) this.#add(depth - levels, branch)
  }

  #descendInto(depth: number, key: string, value: unknown, branch: Branch): void {
    if (isNode(value)) this.#enter(depth, key, 0, value, branch)
    else if (Array.isArray(value)) {
      let nth = 0
      for (const one of value as readonly unknown[])
        if (isNode(one)) this.#enter(depth, key, nth++, one, branch)
    }
  }

  #enter(depth: number, key: string, nth: number, node: Node, branch: Branch): void {
    const step = this.#stepAt(depth + 1)
    step.node = node
    step.key = key
    step.nth = nth
    step.isMade = this.#steps[depth]!.isMade || node.made === true
    step.cursor = undefined
    this.#descend(depth + 1, branch)
  }

  // If an element meets several conditions, the walk adds it several times in a row, so the new element is compared with the
  // last one. A rule does not run if vmc itself filled in all of its elements, because these elements are valid.
  #add(depth: number, branch: Branch): void {
    const { elements } = branch
    if (branch.entries.length === 0) return
    const element = this.#cursorAt(depth)
    if (elements.length === 0) this.#filled.push(branch)
    else if (elements[elements.length - 1] === element) return
    elements.push(element)
    if (!this.#steps[depth]!.isMade) branch.isReached = true
  }
}
