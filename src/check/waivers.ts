import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Node, Note } from '../tree/node.ts'
import { isCall, type Place, places } from '../tree/origin.ts'
import { walk } from '../tree/walk.ts'
import { activeRules, type Policy } from './policy.ts'
import type { Position } from './position.ts'
import type { Rule } from './rule.ts'
import type { RuleFinding } from './rule-finding.ts'
import { describe } from './wording.ts'

/*
 * `.allow('disk-target-unique', 'why')` waives a rule for an element and all that is in it, and for what the rule finds
 * between it and another domain.
 */

/** The waivers of a fleet, and which of them were needed. */
export class Waivers {
  readonly #needed = new Set<Note>()
  readonly #all = new Set<Note>()
  readonly #wrongHosts: Diagnostic[] = []

  /** Takes note of what is noted of a domain; only a program can do so, and no document. */
  collect(domain: Node): void {
    if (!isCall(domain.origin)) return
    walk(domain, ({ notes }) => {
      for (const note of notes ?? []) {
        if (note.kind === 'waiver') this.#all.add(note)
        else if (!isSaid(note.value)) this.#wrongHosts.push(noHost(note))
      }
    })
  }

  /** The waiver that covers what a rule found, if there is one: where it is about no element, that of the domain. */
  covering({ slug }: Rule, finding: RuleFinding, domain?: Position): Note | undefined {
    const concerned = [finding.at ?? domain, ...(finding.related ?? []).map(({ at }) => at)]
    // Each of the waivers has its part in it, so none of them is left over.
    const found = concerned.flatMap(position => waiversAt(position, slug))
    for (const note of found) this.#needed.add(note)
    return found[0]
  }

  /** What is wrong with the notes of the domains seen: a host or a reason left out, a rule that there is not, what nothing needed. */
  check(policy: Policy, isWhole = true): readonly Diagnostic[] {
    const notes = this.#all
    if (notes.size === 0) return this.#wrongHosts
    const faults = [...notes].flatMap(note => faultOf(note, policy) ?? [])
    const wrong = [...this.#wrongHosts, ...faults]
    if (!isWhole) return wrong
    const counting = new Set(activeRules(policy).map(({ slug }) => slug))
    // One call in a loop, or in a preset, is one waiver: it is needed if any of the domains needs it.
    const needed = new Set([...this.#needed].map(callOf))
    const unused = [...notes]
      .filter(({ value, reason }) => counting.has(value as string) && isSaid(reason))
      .filter(note => !needed.has(callOf(note)))
    return [...wrong, ...unused.map(left)]
  }
}

function waiversAt(position: Position | undefined, slug: string): readonly Note[] {
  const found: Note[] = []
  for (let at = position; at; at = at.parent) {
    for (const note of at.node.notes ?? [])
      if (note.kind === 'waiver' && note.value === slug && isSaid(note.reason)) found.push(note)
  }
  return found
}

const isSaid = (text: unknown): boolean => typeof text === 'string' && text.trim() !== ''

const noHost = ({ value, origin }: Note): Diagnostic =>
  diagnose('VMC1005', {
    message: `the host of a domain cannot be ${describe(value)}`,
    path: 'domain',
    help: 'expected the name of a host',
    origin,
  })

const callOf = ({ value, origin }: Note): string => {
  const [place] = places(origin) as readonly (Place | undefined)[]
  return `${String(value)} ${place?.file}:${place?.line}:${place?.column}`
}

function faultOf({ value, reason, origin }: Note, { rules }: Policy): Diagnostic | undefined {
  const slug = String(value)
  if (!rules.some(rule => rule.slug === slug)) {
    return diagnose('VMC4014', {
      message: `there is no rule "${slug}" to waive`,
      help: meant(slug, rules) ?? 'vmc explain --all lists the rules',
      origin,
    })
  }
  if (isSaid(reason)) return undefined
  return diagnose('VMC4014', {
    message: `the waiver of "${slug}" gives no reason`,
    help: `say why: .allow('${slug}', 'the reason')`,
    origin,
  })
}

/** Which rule was meant by a slug that none has: the nearest, or the one of that code. */
export function meant(slug: string, rules: readonly Rule[]): string | undefined {
  const near =
    rules.find(({ code }) => code === slug.toUpperCase())?.slug ??
    nearest(
      slug,
      rules.map(rule => rule.slug),
    )
  return near === undefined ? undefined : `did you mean "${near}"?`
}

const left = ({ value, origin }: Note): Diagnostic =>
  diagnose('VMC4015', {
    message: `nothing breaks the rule "${value}" here`,
    help: 'take the waiver out',
    origin,
  })
