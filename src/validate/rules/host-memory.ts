import { lookup } from '../../schema/lookup.ts'
import type { Here } from '../here.ts'
import { bytes, down, each, hostOf, nameOf } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

/** The guests of a host have its memory among them. */
export const hostMemory: Rule = {
  code: 'VMC2013',
  slug: 'host-memory',
  severity: 'warning',
  title: 'more memory than the host has',
  help: 'All domains that name a host have together at most the memory that vmc.config.ts declares of it, so that all can run at once.',
  wrong: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(5)).host('hv1'))",
    hosts: { hv1: { memory: 8n * 2n ** 30n } },
  },
  right: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(4)).host('hv1'))",
    hosts: { hv1: { memory: 8n * 2n ** 30n } },
  },
  ofOne: true,
  ...meeting(({ hosts }) => {
    const sums = new Map<string, bigint>()
    return function* (domain) {
      const host = hostOf(domain)
      const most = host && lookup(hosts, host.name)?.memory
      if (!host || most === undefined) return
      const before = sums.get(host.name) ?? 0n
      const sum = before + memoryOf(domain)
      sums.set(host.name, sum)
      // One finding a host: at the domain that is too much.
      if (before > most || sum <= most) return
      yield {
        message: `the domains of ${host.name} up to "${nameOf(domain)}" have ${gib(sum)} GiB, and the host ${gib(most)} GiB`,
        path: 'domain/memory',
        origin: host.origin,
        at: domain,
        help: 'give them less, or run some of them on another host',
      }
    }
  }),
}

function memoryOf(domain: Here): bigint {
  const cells = each(down(domain, 'cpu', 'numa'), 'cell')
  if (cells.length === 0) return bytes(down(domain, 'memory')) ?? 0n
  return cells.reduce((sum, cell) => sum + (bytes(cell, 'memory') ?? 0n), 0n)
}

const gib = (size: bigint): string => String(Math.round((Number(size) / 2 ** 30) * 10) / 10)
