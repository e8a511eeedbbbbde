import type { Origin } from '../tree/origin.ts'
import type { Here } from './here.ts'
import { type also, hostOf, nameOf, originOf, place } from './look.ts'
import type { RuleFinding } from './rules/rule.ts'

/** The domain that came first with something that is one domain's alone. Of it no more is kept than it takes to tell of it. */
export class First {
  readonly owner: string
  readonly host: string | undefined
  /** Which of the domains that is. */
  readonly nth: number
  readonly #origin: Origin
  readonly #at: Here | undefined

  constructor(owner: string, here: Here, field?: string, host?: string, nth = 0) {
    this.owner = owner
    this.host = host
    this.nth = nth
    this.#origin = originOf(here, field)
    // The element itself only waivers make worth keeping.
    this.#at = isNoted(here) ? here : undefined
  }

  /** Where it has it, for what is related to a finding. */
  get also(): ReturnType<typeof also> {
    const message = 'the first is here'
    return { message, origin: this.#origin, ...(this.#at && { at: this.#at }) }
  }
}

function isNoted(here: Here): boolean {
  for (let up: Here | undefined = here; up; up = up.up) if (up.node.notes) return true
  return false
}

/** Who came first with what. */
export class Firsts {
  readonly #seen = new Map<string, First>()

  /** The first with this key, if that is another domain; if there is none, this one is the first. */
  before(key: string, domain: Here, here: Here, field?: string): First | undefined {
    const owner = nameOf(domain)
    const first = this.#seen.get(key)
    // A second domain of one name is told by its name.
    if (first) return first.owner === owner ? undefined : first
    this.#seen.set(key, new First(owner, here, field))
    return undefined
  }
}

/** Who came first with what of a host. Domains of different hosts never meet; one that names none may meet any. */
export class HostFirsts {
  readonly #seen = new Map<string, First>()
  // Those of hosts that came later with a key; mostly there are none.
  readonly #others = new Map<string, Map<string | undefined, First>>()
  #last: Here | undefined
  #nth = 0

  /** The first with this key on a host that the domain may be on, itself among them; if there is none, it is the first. */
  before(key: string, domain: Here, here: Here, field?: string): First | undefined {
    if (domain !== this.#last) [this.#last, this.#nth] = [domain, this.#nth + 1]
    const host = hostOf(domain)?.name
    const owner = nameOf(domain)
    const any = this.#seen.get(key)
    const there = this.#at(key, host)
    // Without a host of its own, it may be with the first of any.
    const first = host === undefined ? any : (there ?? this.#at(key, undefined))
    if (!there) {
      const own = new First(owner, here, field, host, this.#nth)
      if (!any) this.#seen.set(key, own)
      else this.#others.set(key, (this.#others.get(key) ?? new Map()).set(host, own))
    }
    // A second domain of one name is told by its name.
    return first && (first.owner !== owner || first.nth === this.#nth) ? first : undefined
  }

  #at(key: string, host: string | undefined): First | undefined {
    const any = this.#seen.get(key)
    return any?.host === host ? any : this.#others.get(key)?.get(host)
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
