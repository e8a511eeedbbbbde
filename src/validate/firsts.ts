import type { Here } from './here.ts'
import { also, hostOf, nameOf, place } from './look.ts'
import type { RuleFinding } from './rules/rule.ts'

/** The domain that came first with something that is one domain's alone, and where it has it. */
export interface First {
  readonly owner: string
  readonly also: ReturnType<typeof also>
}

/** Who came first with what. Of a domain no more is kept than it takes to tell of it. */
export class Firsts<K> {
  readonly #seen = new Map<K, First>()

  /** The first with this key, if that is another domain; if there is none, this one is the first. */
  before(key: K, domain: Here, here: Here, field?: string): First | undefined {
    const owner = nameOf(domain)
    const first = this.#seen.get(key)
    // A second domain of one name is told by its name.
    if (first) return first.owner === owner ? undefined : first
    this.#seen.set(key, { owner, also: kept(also('the first is here', here, field), here) })
    return undefined
  }
}

/** Who came first with what of a host. Domains of different hosts never meet; one that names none may meet any. */
export class HostFirsts {
  readonly #seen = new Map<string, Map<string | undefined, First & { readonly nth: number }>>()
  #last: Here | undefined
  #nth = 0

  /** The first with this key on a host that the domain may be on, itself among them; if there is none, it is the first. */
  before(key: string, domain: Here, here: Here, field?: string): First | undefined {
    if (domain !== this.#last) [this.#last, this.#nth] = [domain, this.#nth + 1]
    const host = hostOf(domain)?.name
    const there = this.#seen.get(key) ?? new Map<string | undefined, First & { nth: number }>()
    // Without a host of its own, it may be with the first of any.
    const first =
      host === undefined ? there.values().next().value : (there.get(host) ?? there.get(undefined))
    const owner = nameOf(domain)
    if (!there.has(host)) {
      const told = kept(also('the first is here', here, field), here)
      this.#seen.set(key, there.set(host, { owner, also: told, nth: this.#nth }))
    }
    // A second domain of one name is told by its name.
    return first && (first.nth === this.#nth || first.owner !== owner) ? first : undefined
  }
}

/** Something of a host that is one domain's alone, and where a domain takes it. */
export interface Claim {
  readonly here: Here
  readonly field: string
  readonly key: string
}

/** Tells of each claim of a domain that comes after another's, or its own, on a host that both may be on. */
export function* contested(
  firsts: HostFirsts,
  domain: Here,
  claims: Iterable<Claim>,
  told: (key: string, first: First) => { readonly message: string; readonly help: string },
): Generator<RuleFinding> {
  for (const { here, field, key } of claims) {
    const first = firsts.before(key, domain, here, field)
    if (first) yield { ...told(key, first), ...place(here, field), related: [first.also] }
  }
}

/** Who takes a thing in vain, for messages: two domains, or one twice. */
export const takers = ({ owner }: First, domain: Here): string =>
  owner === nameOf(domain) ? `"${owner}" twice` : `"${owner}" and "${nameOf(domain)}"`

/** Another place to tell of later: without the element, which only waivers make worth keeping. */
export function kept(told: ReturnType<typeof also>, here: Here): ReturnType<typeof also> {
  for (let up: Here | undefined = here; up; up = up.up) if (up.node.notes) return told
  return { message: told.message, origin: told.origin }
}
