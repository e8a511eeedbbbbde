import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'

/** A scheduler of vCPUs or I/O threads names them, and the vCPUs exist. */
export const schedSet = rule({
  code: 'VMC2164',
  slug: 'sched-set',
  severity: 'error',
  title: 'scheduler without the vCPUs or I/O threads it is for',
  help: 'A <vcpusched> names its vCPUs in vcpus, an <iothreadsched> its threads in iothreads. libvirt refuses vCPUs beyond the number in <vcpu>.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainThreadSchedParseHelper, virDomainDefGetVcpuSched',
  on: 'cputune',
  example: {
    xml: `<vcpu>{1 -> 2}</vcpu>
<cputune><vcpusched vcpus="1" scheduler="batch"/></cputune>`,
  },
  *check(tune, { domain }) {
    const count = domain.number('vcpu/value') ?? 1
    for (const sched of tune.each('vcpusched')) {
      if (!sched.has('vcpus')) {
        yield sched.report('.', 'this scheduler names no vCPUs', "set vcpus, such as '0-1'")
        continue
      }
      const beyond = [...(numberSet(sched.text('vcpus')) ?? [])].find(one => one >= count)
      if (beyond === undefined) continue
      yield sched.report(
        'vcpus',
        `vCPU ${beyond} does not exist: the guest has ${count}`,
        `use vCPUs from 0 to ${count - 1}`,
      )
    }
    for (const sched of tune.each('iothreadsched')) {
      if (sched.has('iothreads')) continue
      yield sched.report('.', 'this scheduler names no I/O threads', "set iothreads, such as '1'")
    }
  },
})
