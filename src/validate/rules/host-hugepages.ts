import { lookup } from '../../schema/lookup.ts'
import type { Here } from '../here.ts'
import { bytes, down, each, hostOf, nameOf } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

/** Huge pages are set aside by the host, and as many as are set aside can be had. */
export const hostHugepages: Rule = {
  code: 'VMC2014',
  slug: 'host-hugepages',
  severity: 'warning',
  title: 'more huge pages than the host has',
  help: 'All domains that name a host take together at most the huge pages of each size that vmc.config.ts declares of it; the next one does not start.',
  wrong: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(5)).hugepages(GiB(1)).host('hv1'))",
    hosts: { hv1: { hugepages: new Map([[2n ** 30n, 8]]) } },
  },
  right: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(4)).hugepages(GiB(1)).host('hv1'))",
    hosts: { hv1: { hugepages: new Map([[2n ** 30n, 8]]) } },
  },
  ofOne: true,
  about: ['memoryBacking/hugepages'],
  ...meeting(({ hosts }) => {
    const taken = new Map<string, bigint>()
    return function* (domain) {
      const host = hostOf(domain)
      const pages = host && lookup(hosts, host.name)?.hugepages
      const need = pages && needOf(domain)
      const most = need && pages.get(need.page)
      if (!host || !need || most === undefined) return
      const key = `${host.name} ${need.page}`
      const before = taken.get(key) ?? 0n
      const sum = before + need.count
      taken.set(key, sum)
      if (before > BigInt(most) || sum <= BigInt(most)) return
      yield {
        message: `the domains of ${host.name} up to "${nameOf(domain)}" take ${sum} huge pages of ${need.page / 1024n} KiB, and the host has ${most}`,
        path: 'domain/memoryBacking/hugepages',
        origin: host.origin,
        at: domain,
        help: 'set more aside, or run some of them on another host',
      }
    }
  }),
}

// A guest whose nodes have pages of different sizes is left alone.
function needOf(domain: Here): { readonly page: bigint; readonly count: bigint } | undefined {
  const [only, further] = each(down(domain, 'memoryBacking', 'hugepages'), 'page')
  const page = bytes(only, 'size')
  const memory = bytes(down(domain, 'memory'))
  if (further || page === undefined || page === 0n || memory === undefined) return undefined
  return { page, count: (memory + page - 1n) / page }
}
