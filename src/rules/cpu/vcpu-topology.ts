import { rule } from '../../check/rule.ts'

/** The number of CPUs in `<topology>` must equal the number of vCPUs of the domain. */
export const vcpuTopology = rule({
  code: 'VMC2125',
  slug: 'vcpu-topology',
  severity: 'error',
  title: 'CPU topology does not match the number of vCPUs',
  help: 'The numbers of sockets, dies, clusters, cores and threads in <topology>, multiplied, must equal the number in <vcpu>. Otherwise, libvirt refuses the domain. Change <topology> or <vcpu>.',
  for: ['kvm', 'qemu', 'hvf', 'bhyve'],
  source:
    'qemu_validate.c: qemuValidateDomainVCpuTopology; bhyve_command.c: virBhyveProcessBuildBhyveCmd',
  on: 'cpu/topology',
  example: {
    ts: '.vcpu({6 -> 4}).cpu({ topology: { sockets: 1, cores: 2, threads: 2 } })',
    xml: '<vcpu>{6 -> 4}</vcpu><cpu><topology sockets="1" cores="2" threads="2"/></cpu>',
  },
  *check(topology, { domain }) {
    const product = LEVELS.reduce((count, level) => count * (topology.number(level) ?? 1), 1)
    // For bhyve, libvirt compares the topology with the number of vCPUs at start, because bhyve cannot hotplug vCPUs.
    const started = domain.text('type') === 'bhyve' ? domain.number('vcpu/current') : undefined
    const vcpus = started ?? domain.number('vcpu/value') ?? 1
    if (product === vcpus) return
    yield topology.report(
      '.',
      `the topology has ${product} vCPUs, but the domain has ${vcpus}`,
      `write .vcpu(${product}), in XML <vcpu>${product}</vcpu>, or change the topology`,
    )
  },
})

const LEVELS = ['sockets', 'dies', 'clusters', 'cores', 'threads'] as const
