import { down, numeric, place } from '../look.ts'
import { isPseries } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** A pSeries guest gets its vCPUs by whole cores. */
export const vcpuGranularity: Rule = {
  code: 'VMC2132',
  slug: 'vcpu-granularity',
  severity: 'error',
  title: 'vCPUs that are no whole number of cores',
  help: 'On pSeries the vCPUs that are there from the start are a multiple of the threads of a core.',
  hypervisors: QEMU,
  about: ['cpu/topology'],
  wrong: {
    xml: `<vcpu current="6">8</vcpu>
<os><type arch="ppc64" machine="pseries">hvm</type></os>
<cpu><topology sockets="1" cores="2" threads="4"/></cpu>`,
  },
  right: {
    xml: `<vcpu current="4">8</vcpu>
<os><type arch="ppc64" machine="pseries">hvm</type></os>
<cpu><topology sockets="1" cores="2" threads="4"/></cpu>`,
  },
  *check(domain) {
    if (!isPseries(domain)) return
    const threads = numeric(down(domain, 'cpu', 'topology'), 'threads') ?? 1
    const vcpu = down(domain, 'vcpu')
    const key = numeric(vcpu, 'current') === undefined ? 'value' : 'current'
    const count = numeric(vcpu, key)
    if (!vcpu || count === undefined || count % threads === 0) return
    yield {
      message: `${count} vCPUs are no whole number of cores of ${threads} threads`,
      ...place(vcpu, key),
      help: `take ${Math.ceil(count / threads) * threads}`,
    }
  },
}
