import { nearest } from '../../diagnostics/nearest.ts'
import { hostOf } from '../look.ts'
import type { Rule } from './rule.ts'

/** A host that is named is one that is declared, where hosts are. */
export const hostKnown: Rule = {
  code: 'VMC2012',
  slug: 'host-known',
  severity: 'warning',
  title: 'host that is not declared',
  help: 'Where vmc.config.ts declares hosts, .host() names one of them. What it has is not known otherwise, and nothing is held against it.',
  wrong: {
    ts: "domain('a').hvm().memory(GiB(1)).host('hv2')",
    hosts: { hv1: { cpus: 8 } },
  },
  right: {
    ts: "domain('a').hvm().memory(GiB(1)).host('hv1')",
    hosts: { hv1: { cpus: 8 } },
  },
  *check(domain, { hosts }) {
    const host = hostOf(domain)
    const known = Object.keys(hosts)
    if (!host || known.length === 0 || Object.hasOwn(hosts, host.name)) return
    const near = nearest(host.name, known)
    yield {
      message: `no host "${host.name}" is declared`,
      path: 'domain',
      origin: host.origin,
      at: domain,
      help:
        near === undefined
          ? `declared are ${known.slice(0, 6).join(', ')}`
          : `did you mean "${near}"?`,
    }
  },
}
