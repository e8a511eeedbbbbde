import type { DomainCursor } from '../../check/cursor.ts'
import { hostOf, nameOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'
import { lookup } from '../../schema/core/lookup.ts'

/** The domains of a host should not need more huge pages than the host has. */
export const hostHugepages = rule({
  code: 'VMC2014',
  slug: 'host-hugepages',
  severity: 'warning',
  title: 'the domains of a host need more huge pages than the host has',
  help: 'vmc adds up the huge pages that all domains with the same .host() need. The sum should not exceed the number in vmc.config.ts for each page size. Without free pages, a guest does not start. Reserve more huge pages, or move a domain to another host.',
  for: 'all',
  source: 'QEMU refuses to start when huge pages cannot be allocated',
  on: 'domain',
  isAboutHosts: true,
  example: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB({5 -> 4})).hugepages(GiB(1)).host('hv1'))",
    hosts: { hv1: { hugepages: new Map([[2n ** 30n, 8]]) } },
  },
  appliesToOne: true,
  createCheck({ hosts }) {
    const sums = new Map<string, bigint>()
    return {
      *check(domain) {
        const host = hostOf(domain)
        const available = host && lookup(hosts, host.name)?.hugepages
        const need = available && pagesOf(domain)
        const limit = need && available.get(need.size)
        if (!host || !need || limit === undefined) return
        const key = `${host.name} ${need.size}`
        const before = sums.get(key) ?? 0n
        const sum = before + need.count
        sums.set(key, sum)
        // There is only one finding for each host and page size. It is reported at the first domain for which the host does
        // not have enough huge pages.
        if (before > BigInt(limit) || sum <= BigInt(limit)) return
        yield {
          message: `the domains of ${host.name} up to "${nameOf(domain)}" need ${sum} huge pages of ${need.size / 1024n} KiB, but the host has ${limit}`,
          path: 'domain/memoryBacking/hugepages',
          origin: host.origin,
          at: domain,
          help: 'reserve more huge pages, or run some of the domains on another host',
        }
      },
    }
  },
})

// This rule does not count the huge pages of a guest whose NUMA nodes have huge pages of different sizes.
function pagesOf(
  domain: DomainCursor,
): { readonly size: bigint; readonly count: bigint } | undefined {
  const [page, another] = domain.each('memoryBacking/hugepages/page')
  const size = page?.bytes('size')
  const memory = domain.bytes('memory/value')
  if (another || size === undefined || size === 0n || memory === undefined) return undefined
  return { size, count: (memory + size - 1n) / size }
}
