import type { DomainCursor } from '../cursor.ts'
import type { hostOf } from './domain.ts'

/** The amount that a domain needs of a resource of its host, and the amount that the host has. */
interface Load {
  readonly domain: DomainCursor
  readonly host: NonNullable<ReturnType<typeof hostOf>>
  readonly amount: bigint
  readonly limit: bigint
}

/** Adds up what domains need of the resources of their hosts. */
export class HostLoads<More = unknown> {
  readonly #sums = new Map<string, bigint>()
  readonly #exceeding = new Map<string, Load & More>()

  /** Adds the amount that a domain needs of a resource. */
  add(resource: string, load: Load & More): void {
    const sum = (this.#sums.get(resource) ?? 0n) + load.amount
    this.#sums.set(resource, sum)
    if (sum > load.limit && !this.#exceeding.has(resource)) this.#exceeding.set(resource, load)
  }

  /** For each resource that is not sufficient, the first domain that exceeds the limit, and the sum of all domains. */
  exceeded(): readonly (Load & More & { readonly sum: bigint })[] {
    return [...this.#exceeding].map(([key, load]) => ({ ...load, sum: this.#sums.get(key)! }))
  }
}
