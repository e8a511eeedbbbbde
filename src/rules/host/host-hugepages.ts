import type { DomainCursor } from '../../check/cursor.ts'
import { hostOf, nameOf } from '../../check/facts/domain.ts'
import { HostLoads } from '../../check/facts/host-loads.ts'
import { sizeText } from '../../check/facts/memory.ts'
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
    const loads = new HostLoads<{ readonly size: bigint }>()
    return {
      check(domain) {
        const host = hostOf(domain)
        const available = host && lookup(hosts, host.name)?.hugepages
        const need = available && pagesOf(domain)
        const limit = need && available.get(need.size)
        if (!host || !need || limit === undefined) return []
        const { size, count } = need
        const load = { domain, host, size, amount: count, limit: BigInt(limit) }
        loads.add(`${host.name} ${size}`, load)
        return []
      },
      *end() {
        for (const { domain, host, size, sum, limit } of loads.exceeded())
          yield {
            message: `the domains of ${host.name} need ${sum} huge pages of ${pageText(size)}, but the host has ${limit}: "${nameOf(domain)}" is the first that does not fit`,
            path: 'domain/memoryBacking/hugepages',
            origin: host.origin,
            at: domain,
            help: 'reserve more huge pages, or run some of the domains on another host',
          }
      },
    }
  },
})

// Page sizes are written with the largest unit that gives a whole number, as in the configuration: `1 GiB`.
const pageText = (size: bigint): string =>
  size % 2n ** 30n === 0n ? `${size / 2n ** 30n} GiB` : sizeText(size)

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
