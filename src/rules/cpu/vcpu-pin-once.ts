import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Each vCPU and each I/O thread can be pinned only once. */
export const vcpuPinOnce = rule({
  code: 'VMC2159',
  slug: 'vcpu-pin-once',
  severity: 'error',
  title: 'vCPU or I/O thread is pinned twice',
  help: 'Each vCPU can have only one <vcpupin>, and each I/O thread can have only one <iothreadpin>. Remove the duplicate. The attribute "cpuset" can list several host CPUs.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainVcpuPinDefParseXML, virDomainIOThreadPinDefParseXML',
  on: 'cputune',
  example: {
    xml: '<vcpu>2</vcpu><cputune><vcpupin vcpu="0" cpuset="1"/><vcpupin vcpu="{0 -> 1}" cpuset="2"/></cputune>',
  },
  *check(tune, { domain }) {
    // libvirt ignores a <vcpupin> for a vCPU that the guest does not have, so this rule skips it.
    const count = domain.number('vcpu/value') ?? 1
    const pins = tune.each('vcpupin').filter(one => (one.number('vcpu') ?? 0) < count)
    for (const { element, first, key } of duplicates(pins, one => one.number('vcpu')))
      yield element.report('vcpu', `vCPU ${key} is pinned twice`, HELP, {
        related: [first.related('vcpu', 'first pinned here')],
      })
    const threads = tune.each('iothreadpin')
    for (const { element, first, key } of duplicates(threads, one => one.number('iothread')))
      yield element.report('iothread', `I/O thread ${key} is pinned twice`, HELP, {
        related: [first.related('iothread', 'first pinned here')],
      })
  },
})

const HELP = 'list all host CPUs in one cpuset'
