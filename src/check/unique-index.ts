import type { Origin } from '../tree/origin.ts'
import type { Cursor, DomainCursor } from './cursor.ts'
import { hostOf, nameOf } from './facts/domain.ts'
import type { FieldPath } from './paths.ts'
import type { Position } from './position.ts'
import { originOf } from './position.ts'
import type { RelatedFinding, RuleFinding } from './rule-finding.ts'

/** The first use of a resource that only one domain can use. The object contains only the data that a diagnostic needs. */
export class FirstUse {
  /** The name of the domain. */
  readonly domain: string
  readonly host: string | undefined
  /** The position of the domain among all domains of the build. */
  readonly index: number
  readonly #origin: Origin
  readonly #at: Position | undefined

  constructor(domain: string, at: Position, key?: string, host?: string, index = 0) {
    this.domain = domain
    this.host = host
    this.index = index
    this.#origin = originOf(at, key)
    // The element is kept only if it has notes. The notes contain the calls of .allow(), which may suppress the finding.
    this.#at = hasNotes(at) ? at : undefined
  }

  /** The location of the first use. A finding about a later use shows this location as a related location. */
  get related(): RelatedFinding {
    const message = 'first used here'
    return { message, origin: this.#origin, ...(this.#at && { at: this.#at }) }
  }
}

function hasNotes(position: Position): boolean {
  for (let at: Position | undefined = position; at; at = at.parent) if (at.node.notes) return true
  return false
}

/** Stores which domain of a build first used each key, such as a MAC address. */
export class UniqueIndex {
  readonly #first = new Map<string, FirstUse>()

  /**
   * Returns the first use of a key if another domain used the key first. If the key was not used before, stores this use as the
   * first.
   */
  conflict(key: string, domain: DomainCursor, at: Position, field?: string): FirstUse | undefined {
    const name = nameOf(domain)
    const first = this.#first.get(key)
    // Two domains with the same name are skipped, because the rule name-unique reports them.
    if (first) return first.domain === name ? undefined : first
    this.#first.set(key, new FirstUse(name, at, field))
    return undefined
  }
}

/**
 * Stores which domain first used each key on each host. Domains on different hosts do not conflict. A domain without a host may
 * run on any host.
 */
export class HostUniqueIndex {
  readonly #first = new Map<string, FirstUse>()
  // The first use of each key on every host except the first host. These uses are in a separate map, because few keys are
  // used on several hosts.
  readonly #onOtherHosts = new Map<string, Map<string | undefined, FirstUse>>()
  #domain: DomainCursor | undefined
  #name = ''
  #host: string | undefined
  #index = 0

  /**
   * Returns the first use of a key on any host on which the domain may run, even if the domain itself used the key first. If
   * the key was not used before, stores this use as the first.
   */
  conflict(key: string, domain: DomainCursor, at: Position, field?: string): FirstUse | undefined {
    if (domain !== this.#domain) this.#enter(domain)
    const host = this.#host
    const name = this.#name
    const anywhere = this.#first.get(key)
    const onHost = this.#firstOn(host, key)
    // A domain without a host conflicts with the first use of the key on any host.
    const first = host === undefined ? anywhere : (onHost ?? this.#firstOn(undefined, key))
    if (!onHost) {
      const own = new FirstUse(name, at, field, host, this.#index)
      if (!anywhere) this.#first.set(key, own)
      else this.#onOtherHosts.set(key, (this.#onOtherHosts.get(key) ?? new Map()).set(host, own))
    }
    // Two domains with the same name are skipped, because the rule name-unique reports them.
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

/** Describes, for a message, the two domains that use a key, or the domain that uses the key twice. */
const usersOf = ({ domain }: FirstUse, later: DomainCursor): string =>
  domain === nameOf(later) ? `"${domain}" twice` : `"${domain}" and "${nameOf(later)}"`

/** A field of an element, and the key of the resource that the field uses, such as a port of the host. */
export interface Claim {
  readonly key: string
  readonly at: Position
  readonly field: string
  /** Makes a finding about the field. The finding also contains the location of the first use. */
  readonly report: (message: string, help: string, first: FirstUse) => RuleFinding
}

/** Makes a claim: a field, and the key of the resource that the field uses. */
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

/** Reports each claim whose key is already used by the same domain or by another domain. */
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
