import type { DomainCursor } from '../cursor.ts'
import { ElementCursor, type Reads } from '../element-cursor.ts'

/** A cached result, together with the values that were read to compute it. */
interface Cached<T> {
  readonly domain: DomainCursor
  readonly result: T
  readonly record: Reads | undefined
}

/**
 * Makes a function that computes a result once per domain, because several rules need the same result. If a rule gets a cached
 * result, vmc also records the reads of the computation for this rule. All other arguments must be the same in all calls for a
 * domain.
 */
export function perDomain<T, Args extends readonly unknown[]>(
  compute: (domain: DomainCursor, ...args: Args) => T,
): (domain: DomainCursor, ...args: Args) => T {
  let last: Cached<T> | undefined
  return (domain, ...args) => {
    const cursor = domain instanceof ElementCursor ? domain : undefined
    if (last?.domain === domain) {
      if (last.record) cursor?.repeatReads(last.record)
      return last.result
    }
    const run = () => compute(domain, ...args)
    last = { domain, ...(cursor?.recordReads(run) ?? { result: run(), record: undefined }) }
    return last.result
  }
}
