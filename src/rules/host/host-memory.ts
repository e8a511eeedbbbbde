import type { DomainCursor } from '../../check/cursor.ts'
import { hostOf, nameOf } from '../../check/facts/domain.ts'
import { HostLoads } from '../../check/facts/host-loads.ts'
import { rule } from '../../check/rule.ts'
import { lookup } from '../../schema/core/lookup.ts'

/** The domains of a host should not need more memory than the host has. */
export const hostMemory = rule({
  code: 'VMC2013',
  slug: 'host-memory',
  severity: 'warning',
  title: 'the domains of a host need more memory than the host has',
  help: 'vmc adds up the memory of all domains with the same .host(). The sum should not exceed the memory in vmc.config.ts, so that all guests can run at the same time. Reduce the memory of the domains, or move a domain to another host.',
  for: 'all',
  source: 'advice: the kernel of the host kills guests when memory runs out',
  on: 'domain',
  isAboutHosts: true,
  example: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB({5 -> 4})).host('hv1'))",
    hosts: { hv1: { memory: 8n * 2n ** 30n } },
  },
  appliesToOne: true,
  createCheck({ hosts }) {
    const loads = new HostLoads()
    return {
      check(domain) {
        const host = hostOf(domain)
        const limit = host && lookup(hosts, host.name)?.memory
        if (host && limit !== undefined)
          loads.add(host.name, { domain, host, amount: memoryOf(domain), limit })
        return []
      },
      *end() {
        for (const { domain, host, sum, limit } of loads.exceeded())
          yield {
            message: `the domains of ${host.name} need ${gib(sum)} GiB, but the host has ${gib(limit)} GiB: "${nameOf(domain)}" is the first that does not fit`,
            path: 'domain/memory',
            origin: host.origin,
            at: domain,
            help: 'give the domains less memory, or run some of them on another host',
          }
      },
    }
  },
})

function memoryOf(domain: DomainCursor): bigint {
  const cells = domain.each('cpu/numa/cell')
  if (cells.length === 0) return domain.bytes('memory/value') ?? 0n
  return cells.reduce((sum, cell) => sum + (cell.bytes('memory') ?? 0n), 0n)
}

const gib = (size: bigint): string => String(Math.round((Number(size) / 2 ** 30) * 10) / 10)
