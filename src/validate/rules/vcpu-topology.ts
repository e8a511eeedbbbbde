import { down, numeric, place } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Sockets, cores and threads make up the vCPUs. */
export const vcpuTopology: Rule = {
  code: 'VMC2125',
  slug: 'vcpu-topology',
  severity: 'warning',
  title: 'topology of another number of vCPUs',
  help: 'Sockets times dies, clusters, cores and threads are the number of vCPUs; QEMU of today refuses any other.',
  hypervisors: QEMU,
  about: ['cpu/topology'],
  wrong: {
    ts: '.vcpu(6).cpu({ topology: { sockets: 1, cores: 2, threads: 2 } })',
    xml: '<vcpu>6</vcpu><cpu><topology sockets="1" cores="2" threads="2"/></cpu>',
  },
  right: {
    ts: '.vcpu(4).cpu({ topology: { sockets: 1, cores: 2, threads: 2 } })',
    xml: '<vcpu>4</vcpu><cpu><topology sockets="1" cores="2" threads="2"/></cpu>',
  },
  *check(domain) {
    const topology = down(domain, 'cpu', 'topology')
    if (!topology) return
    const counts = ['sockets', 'dies', 'clusters', 'cores', 'threads'].map(
      key => numeric(topology, key) ?? 1,
    )
    const made = counts.reduce((product, count) => product * count, 1)
    const vcpus = numeric(down(domain, 'vcpu'), 'value') ?? 1
    if (made === vcpus) return
    yield {
      message: `the topology makes ${made} vCPUs, and the domain has ${vcpus}`,
      ...place(topology),
      help: `say vcpu(${made}), or change the topology`,
    }
  },
}
