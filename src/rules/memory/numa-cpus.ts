import type { Cursor } from '../../check/cursor.ts'
import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'
import type { NumaCell } from '../../schema/domain/numa.ts'

/** A NUMA cell can contain only vCPUs of the guest, and a vCPU can be in only one cell. */
export const numaCpus = rule({
  code: 'VMC2140',
  slug: 'numa-cpus',
  severity: 'error',
  title: 'vCPU of a NUMA cell does not exist or is also in another cell',
  help: 'The attribute "cpus" of a <cell> in <numa> lists vCPUs of the domain, which are numbered from 0. A vCPU cannot be in two cells. Correct the attribute.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDefParseXML; numa_conf.c: virDomainNumaDefParseXML',
  on: 'cpu/numa',
  example: {
    xml: `<vcpu>{2 -> 4}</vcpu>
<cpu><numa><cell id="0" cpus="0-3" memory="1" unit="GiB"/></numa></cpu>`,
  },
  *check(numa, { domain }) {
    const count = domain.number('vcpu/value') ?? 1
    const cellByVcpu = new Map<number, Cursor<NumaCell>>()
    for (const cell of numa.each('cell')) {
      const vcpus = [...(numberSet(cell.text('cpus')) ?? [])]
      const missing = vcpus.find(vcpu => vcpu >= count)
      const shared = vcpus.find(vcpu => cellByVcpu.has(vcpu))
      if (missing !== undefined) {
        yield cell.report(
          'cpus',
          `vCPU ${missing} of the NUMA cell does not exist: the domain has ${count}`,
          `vCPUs are numbered from 0 to ${count - 1}`,
        )
      } else if (shared !== undefined) {
        yield cell.report(
          'cpus',
          `vCPU ${shared} is in two NUMA cells`,
          'put each vCPU in one cell only',
          { related: [cellByVcpu.get(shared)!.related('cpus', 'the other cell is here')] },
        )
      }
      for (const vcpu of vcpus) cellByVcpu.set(vcpu, cell)
    }
  },
})
