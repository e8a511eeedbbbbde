import type { DomainCursor } from '../../check/cursor.ts'
import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'

/** The number of CPUs in the CPU topology must equal the number of vCPUs of the domain. */
export const vcpuTopology = rule({
  code: 'VMC2125',
  slug: 'vcpu-topology',
  severity: 'error',
  title: 'CPU topology does not match the number of vCPUs',
  help: 'The product of sockets, dies, clusters, cores and threads in <topology> must equal the number in <vcpu>, or libvirt refuses the domain.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainVCpuTopology',
  on: 'cpu/topology',
  example: {
    ts: '.vcpu({6 -> 4}).cpu({ topology: { sockets: 1, cores: 2, threads: 2 } })',
    xml: '<vcpu>{6 -> 4}</vcpu><cpu><topology sockets="1" cores="2" threads="2"/></cpu>',
  },
  *check(topology, { domain }) {
    const product = LEVELS.reduce((count, level) => count * (topology.number(level) ?? 1), 1)
    const vcpus = domain.number('vcpu/value') ?? 1
    if (product === vcpus || hasOtherNodes(domain, product)) return
    yield topology.report(
      '.',
      `the topology has ${product} vCPUs, but the domain has ${vcpus}`,
      `write .vcpu(${product}), or change the topology`,
    )
  },
})

// QEMU before 2.7 accepts NUMA nodes with more vCPUs than the topology has; the rule numa-cpus warns about such nodes.
function hasOtherNodes(domain: DomainCursor, product: number): boolean {
  const cells = domain.each('cpu/numa/cell')
  if (cells.length === 0) return false
  const counts = cells.map(cell => numberSet(cell.text('cpus'))?.size ?? 0)
  return counts.reduce((sum, count) => sum + count, 0) !== product
}

const LEVELS = ['sockets', 'dies', 'clusters', 'cores', 'threads'] as const
