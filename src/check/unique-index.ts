import type { Origin } from '../tree/origin.ts'
import { type Cursor, type DomainCursor, hostOf, nameOf, originOf } from './cursor.ts'
import type { FieldPath } from './paths.ts'
import type { Position } from './position.ts'
import type { RelatedFinding, RuleFinding } from './rule-finding.ts'

/** The first use of something that only one domain may use, reduced to what a diagnostic needs. */
export class FirstUse {
  /** The name of the domain. */
  readonly domain: string
  readonly host: string | undefined
  /** The number of the domain in the build. */
  readonly index: number
  readonly #origin: Origin
  readonly #at: Position | undefined

  constructor(domain: string, at: Position, key?: string, host?: string, index = 0) {
    this.domain = domain
    this.host = host
    this.index = index
    this.#origin = originOf(at, key)
    // Only waivers need the element itself.
    this.#at = hasNotes(at) ? at : undefined
  }

  /** The location of the first use, as a related location of a finding about a later use. */
  get related(): RelatedFinding {
    const message = 'first used here'
    return { message, origin: this.#origin, ...(this.#at && { at: this.#at }) }
  }
}

function hasNotes(position: Position): boolean {
  for (let at: Position | undefined = position; at; at = at.parent) if (at.node.notes) return true
  return false
}

/** Remembers which domain of a build first used a key. */
export class UniqueIndex {
  readonly #first = new Map<string, FirstUse>()

  /** The first use of a key, if it is by another domain. Without an earlier use, this one becomes the first. */
  conflict(key: string, domain: DomainCursor, at: Position, field?: string): FirstUse | undefined {
    const name = nameOf(domain)
    const first = this.#first.get(key)
    // name-unique reports two domains with the same name.
    if (first) return first.domain === name ? undefined : first
    this.#first.set(key, new FirstUse(name, at, field))
    return undefined
  }
}

/**
 * Remembers which domain first used a key on a host. Domains on different hosts do not conflict. A domain without a host may
 * run on any host.
 */
export class HostUniqueIndex {
  readonly #first = new Map<string, FirstUse>()
  // First uses on further hosts, which are rare.
  readonly #onOtherHosts = new Map<string, Map<string | undefined, FirstUse>>()
  #domain: DomainCursor | undefined
  #name = ''
  #host: string | undefined
  #index = 0

  /**
   * The first use of a key on a host where the domain may run; it may be by the same domain. Without an earlier use, this one
   * becomes the first.
   */
  conflict(key: string, domain: DomainCursor, at: Position, field?: string): FirstUse | undefined {
    if (domain !== this.#domain) this.#enter(domain)
    const host = this.#host
    const name = this.#name
    const anywhere = this.#first.get(key)
    const onHost = this.#firstOn(host, key)
    // Without a host, the domain may run on the host of any first use.
    const first = host === undefined ? anywhere : (onHost ?? this.#firstOn(undefined, key))
    if (!onHost) {
      const own = new FirstUse(name, at, field, host, this.#index)
      if (!anywhere) this.#first.set(key, own)
      else this.#onOtherHosts.set(key, (this.#onOtherHosts.get(key) ?? new Map()).set(host, own))
    }
    // name-unique reports two domains with the same name.
    return first && (first.domain !== name || first.index === this.#index) ? first : undefined
  }

  #enter(domain: DomainCursor): void {
    this.#domain = domain
    this.#name = nameOf(domain)
    this.#host = hostOf(domain)?.name
    this.#index++
  }

  #firstOn(host: string | undefined, key: string): FirstUse | undefined {
    const anywhere = this.#first.get(key)
    return anywhere?.host === host ? anywhere : this.#onOtherHosts.get(key)?.get(host)
  }
}

/** The users of a key, for messages: two domains, or one domain twice. */
const usersOf = ({ domain }: FirstUse, later: DomainCursor): string =>
  domain === nameOf(later) ? `"${domain}" twice` : `"${domain}" and "${nameOf(later)}"`

/** The use of a key by one field of an element. */
export interface Claim {
  readonly key: string
  readonly at: Position
  readonly field: string
  /** Reports the field, with the location of the first use. */
  readonly report: (message: string, help: string, first: FirstUse) => RuleFinding
}

/** Makes the claim of a key by a field. */
export const claim = <T, P extends string>(
  element: Cursor<T>,
  field: P & FieldPath<T, P>,
  key: string,
): Claim => ({
  key,
  at: element,
  field,
  report: (message, help, first) =>
    element.report(field, message, help, { related: [first.related] }),
})

/** Reports each claim that conflicts with an earlier one, of another domain or the same. */
export function* conflictsOf(
  index: HostUniqueIndex,
  domain: DomainCursor,
  claims: Iterable<Claim>,
  describe: (key: string, users: string) => { readonly message: string; readonly help: string },
): Generator<RuleFinding> {
  for (const { key, at, field, report } of claims) {
    const first = index.conflict(key, domain, at, field)
    if (!first) continue
    const { message, help } = describe(key, usersOf(first, domain))
    yield report(message, help, first)
  }
}
