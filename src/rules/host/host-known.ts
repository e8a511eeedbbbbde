import { hostOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'
import { nearest } from '../../diagnostics/nearest.ts'

/** The host of a domain should be declared in the configuration. */
export const hostKnown = rule({
  code: 'VMC2012',
  slug: 'host-known',
  severity: 'warning',
  title: 'host of a domain is not declared in the configuration',
  help: 'vmc cannot check a domain against a host that is not in vmc.config.ts. If vmc.config.ts declares hosts, .host() should therefore name one of them. Declare the host, or correct its name.',
  for: 'all',
  source: 'advice: the resources of an undeclared host are not checked',
  on: 'domain',
  isAboutHosts: true,
  example: {
    ts: "domain('a').hvm().memory(GiB(1)).host('{hv2 -> hv1}')",
    hosts: { hv1: { cpus: 8 } },
  },
  *check(domain, { hosts }) {
    const host = hostOf(domain)
    if (!host) return
    const known = Object.keys(hosts)
    if (known.length === 0 || Object.hasOwn(hosts, host.name)) return
    const near = nearest(host.name, known)
    yield {
      message: `the host "${host.name}" is not declared`,
      path: 'domain',
      origin: host.origin,
      at: domain,
      help:
        near === undefined
          ? `declared hosts: ${known.slice(0, 6).join(', ')}`
          : `did you mean "${near}"?`,
    }
  },
})
