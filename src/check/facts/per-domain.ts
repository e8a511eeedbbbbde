import type { DomainCursor } from '../cursor.ts'

/**
 * Computes something once per domain that several rules ask for in a row. It may read only what alike domains share, because
 * a cached result records no reads.
 */
export function perDomain<T>(compute: (domain: DomainCursor) => T): (domain: DomainCursor) => T {
  let last: { readonly domain: DomainCursor; readonly result: T } | undefined
  return domain => {
    if (last?.domain !== domain) last = { domain, result: compute(domain) }
    return last.result
  }
}
