import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'

/** A set of CPUs, vCPUs, I/O threads or NUMA nodes must not become empty through exclusions. */
export const cpusetEmpty = rule({
  code: 'VMC2187',
  slug: 'cpuset-empty',
  severity: 'error',
  title: 'set of CPU, node or thread numbers is empty',
  help: 'In a set of numbers, the character ^ excludes a number that an earlier range contains. For example, "0-3,^1" means 0, 2 and 3. Leave at least one number in the set.',
  for: 'libvirt',
  source:
    'domain_conf.c: virDomainVcpuParse, virDomainVcpuPinDefParseXML, virDomainIOThreadPinDefParseXML, virDomainEmulatorPinDefParseXML, virDomainSchedulerParse, virDomainHugepagesParseXML, virDomainMemorySourceDefParseXML',
  on: [
    'vcpu',
    'cputune/vcpupin',
    'cputune/iothreadpin',
    'cputune/emulatorpin',
    'cputune/vcpusched',
    'cputune/iothreadsched',
    'memoryBacking/hugepages/page',
    'devices/memory/source',
  ],
  needs: ['cpuset', 'vcpus', 'iothreads', 'nodeset', 'nodemask'],
  example: {
    xml: '<vcpu cpuset="{1,^1 -> 0-1,^1}">1</vcpu>',
  },
  *check(element, { domain }) {
    // libvirt ignores a <vcpupin> for a vCPU that does not exist. It also ignores the attribute cpuset of a <vcpu> with
    // placement="auto". This rule skips both.
    if (element.name === 'vcpupin') {
      const vcpu = element.number('vcpu')
      if (vcpu === undefined || vcpu >= (domain.number('vcpu/value') ?? 1)) return
    }
    if (element.name === 'vcpu' && element.text('placement') === 'auto') return
    for (const field of FIELDS) {
      const set = element.text(field)
      if (numberSet(set)?.size !== 0) continue
      yield element.report(
        field,
        `the set "${set}" is empty`,
        'leave in at least one number, such as "0-3,^1"',
      )
    }
  },
})

const FIELDS = ['cpuset', 'vcpus', 'iothreads', 'nodeset', 'nodemask'] as const
