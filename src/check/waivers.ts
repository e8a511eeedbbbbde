import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Node, Note } from '../tree/node.ts'
import { isCall, type Location, locationsOf } from '../tree/origin.ts'
import { walk } from '../tree/walk.ts'
import { activeRules, type Policy } from './policy.ts'
import type { Position } from './position.ts'
import type { Rule } from './rule.ts'
import type { RuleFinding } from './rule-finding.ts'
import { describe } from './wording.ts'

/*
 * A waiver is a call of `.allow('disk-target-unique', 'the reason')`. It suppresses the findings of a rule on an element and on
 * all elements inside it, also if a finding is a conflict with another domain.
 */

/** The waivers (calls of `.allow()`) of all domains. The class records which of them are needed. */
export class Waivers {
  readonly #needed = new Set<Note>()
  readonly #all = new Set<Note>()
  readonly #invalidHosts: Diagnostic[] = []

  /** Collects the calls of `.allow()` and `.host()` for a domain. Only domains that a program builds have such calls. */
  collect(domain: Node): void {
    if (!isCall(domain.origin)) return
    walk(domain, ({ notes }) => {
      for (const note of notes ?? []) {
        if (note.kind === 'waiver') this.#all.add(note)
        else if (!isNonEmpty(note.value)) this.#invalidHosts.push(invalidHost(note))
      }
    })
  }

  /**
   * The waiver that suppresses a finding, if there is one. If a finding is not about an element, a waiver of the domain can
   * suppress it.
   */
  covering({ slug }: Rule, finding: RuleFinding, domain?: Position): Note | undefined {
    const concerned = [finding.at ?? domain, ...(finding.related ?? []).map(({ at }) => at)]
    // If several calls of .allow() suppress the finding, none of them is reported as unused.
    const found = concerned.flatMap(position => waiversAt(position, slug))
    for (const note of found) this.#needed.add(note)
    return found[0]
  }

  /**
   * Reports invalid calls of `.host()` and `.allow()`: a call without a host or reason, with an unknown rule, or a waiver that
   * is not needed.
   */
  check(policy: Policy, isWhole = true): readonly Diagnostic[] {
    const notes = this.#all
    if (notes.size === 0) return this.#invalidHosts
    const invalid = [...notes].flatMap(note => problemOf(note, policy) ?? [])
    const wrong = [...this.#invalidHosts, ...invalid]
    if (!isWhole) return wrong
    const active = new Set(activeRules(policy).map(({ slug }) => slug))
    // A call of .allow() in a loop or preset applies to several domains. The call is needed if any of these domains needs it.
    const needed = new Set([...this.#needed].map(callOf))
    const unused = [...notes]
      .filter(({ value, reason }) => active.has(value as string) && isNonEmpty(reason))
      .filter(note => !needed.has(callOf(note)))
    return [...wrong, ...unused.map(notNeeded)]
  }
}

function waiversAt(position: Position | undefined, slug: string): readonly Note[] {
  const found: Note[] = []
  for (let at = position; at; at = at.parent) {
    for (const note of at.node.notes ?? [])
      if (note.kind === 'waiver' && note.value === slug && isNonEmpty(note.reason)) found.push(note)
  }
  return found
}

const isNonEmpty = (text: unknown): boolean => typeof text === 'string' && text.trim() !== ''

const invalidHost = ({ value, origin }: Note): Diagnostic =>
  diagnose('VMC1005', {
    message: `the host of a domain cannot be ${describe(value)}`,
    path: 'domain',
    help: 'pass the name of a host as text',
    origin,
  })

const callOf = ({ value, origin }: Note): string => {
  const [location] = locationsOf(origin) as readonly (Location | undefined)[]
  return `${String(value)} ${location?.file}:${location?.line}:${location?.column}`
}

function problemOf({ value, reason, origin }: Note, { rules }: Policy): Diagnostic | undefined {
  const slug = String(value)
  if (!rules.some(rule => rule.slug === slug)) {
    return diagnose('VMC4014', {
      message: `.allow() names the unknown rule "${slug}"`,
      help: meant(slug, rules) ?? 'vmc explain --all lists the rules',
      origin,
    })
  }
  if (isNonEmpty(reason)) return undefined
  return diagnose('VMC4014', {
    message: `.allow('${slug}') has no reason`,
    help: `pass a reason: .allow('${slug}', 'the reason')`,
    origin,
  })
}

/** A help text for an unknown slug: it suggests the rule that has this code, or the rule with the most similar slug. */
export function meant(slug: string, rules: readonly Rule[]): string | undefined {
  const near =
    rules.find(({ code }) => code === slug.toUpperCase())?.slug ??
    nearest(
      slug,
      rules.map(rule => rule.slug),
    )
  return near === undefined ? undefined : `did you mean "${near}"?`
}

const notNeeded = ({ value, origin }: Note): Diagnostic =>
  diagnose('VMC4015', {
    message: `nothing violates the rule "${value}" here`,
    help: 'remove the call of .allow()',
    origin,
  })
