import type { DomainCursor } from '../cursor.ts'

/**
 * Caches a result for the current domain, because several rules need it one after another. `compute` may read only what is
 * part of the fingerprint, because a cached result records no reads.
 */
export function perDomain<T>(compute: (domain: DomainCursor) => T): (domain: DomainCursor) => T {
  let last: { readonly domain: DomainCursor; readonly result: T } | undefined
  return domain => {
    if (last?.domain !== domain) last = { domain, result: compute(domain) }
    return last.result
  }
}
