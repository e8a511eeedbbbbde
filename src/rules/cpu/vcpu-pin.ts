import { rule } from '../../check/rule.ts'

/** A `<vcpupin>` must refer to a vCPU that the guest has. */
export const vcpuPin = rule({
  code: 'VMC2137',
  slug: 'vcpu-pin',
  severity: 'warning',
  title: 'a pinned vCPU does not exist',
  help: 'Each <vcpupin> pins one vCPU of the guest. The vCPUs are numbered from 0. libvirt ignores a <vcpupin> for a vCPU that the guest does not have. Remove the <vcpupin>, or correct the number.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainVcpuPinDefParseXML',
  on: 'cputune',
  example: {
    ts: ".vcpu(2).pin({2 -> 1}, '0')",
    xml: `<vcpu>2</vcpu>
<cputune><vcpupin vcpu="{2 -> 1}" cpuset="0"/></cputune>`,
  },
  *check(cputune, { domain }) {
    const count = domain.number('vcpu/value') ?? 1
    for (const pin of cputune.each('vcpupin')) {
      const vcpu = pin.number('vcpu')
      if (vcpu === undefined || vcpu < count) continue
      yield pin.report(
        'vcpu',
        `vCPU ${vcpu} does not exist: the domain has ${count}`,
        `vCPUs are numbered from 0 to ${count - 1}`,
      )
    }
  },
})
