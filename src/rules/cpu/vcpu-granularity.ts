import { isPseries } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** A pSeries guest must start with whole cores: the number of vCPUs must be a multiple of the threads per core. */
export const vcpuGranularity = rule({
  code: 'VMC2132',
  slug: 'vcpu-granularity',
  severity: 'error',
  title: 'number of vCPUs is not a multiple of the threads per core',
  help: 'On pSeries, the number of vCPUs with which the guest starts must be a multiple of the threads per core. Round the number up.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainVCpuTopology',
  on: 'cpu/topology',
  example: {
    xml: `<vcpu current="{6 -> 4}">8</vcpu>
<os><type arch="ppc64" machine="pseries">hvm</type></os>
<cpu><topology sockets="1" cores="2" threads="4"/></cpu>`,
  },
  *check(topology, { domain }) {
    const vcpu = domain.first('vcpu')
    if (!vcpu || !isPseries(domain)) return
    const threads = topology.number('threads') ?? 1
    const key = vcpu.number('current') === undefined ? 'value' : 'current'
    const count = vcpu.number(key)
    if (count === undefined || count % threads === 0) return
    yield vcpu.report(
      key,
      `${count} vCPUs are not a multiple of ${threads} threads per core`,
      `use ${Math.ceil(count / threads) * threads}`,
    )
  },
})
