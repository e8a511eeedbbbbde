import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** A pinned vCPU exists, and is pinned once. */
export const vcpuPin = rule({
  code: 'VMC2137',
  slug: 'vcpu-pin',
  severity: 'warning',
  title: 'a pinned vCPU does not exist or is pinned twice',
  help: 'Each <vcpupin> is for one vCPU, numbered from 0. libvirt refuses two for the same vCPU, and ignores those beyond the number of vCPUs.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainVcpuPinDefParseXML',
  on: 'cputune',
  example: {
    ts: ".vcpu(2).pin({2 -> 1}, '0')",
    xml: `<vcpu>2</vcpu>
<cputune><vcpupin vcpu="{2 -> 1}" cpuset="0"/></cputune>`,
  },
  *check(cputune, { domain }) {
    const pins = cputune.each('vcpupin')
    const count = domain.number('vcpu/value') ?? 1
    for (const pin of pins) {
      const vcpu = pin.number('vcpu')
      if (vcpu === undefined || vcpu < count) continue
      yield pin.report(
        'vcpu',
        `vCPU ${vcpu} does not exist: the domain has ${count}`,
        `vCPUs are numbered from 0 to ${count - 1}`,
      )
    }
    for (const { element, first, key } of duplicates(pins, pin => pin.number('vcpu'))) {
      yield element.report(
        'vcpu',
        `vCPU ${key} is pinned twice`,
        'list all its CPUs in one cpuset',
        {
          related: [first.related('vcpu', 'first pinned here')],
        },
      )
    }
  },
})
