import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'

/** A scheduler for vCPUs or I/O threads must list the vCPUs or threads, and the vCPUs must exist. */
export const schedSet = rule({
  code: 'VMC2164',
  slug: 'sched-set',
  severity: 'error',
  title: '<vcpusched> or <iothreadsched> has an invalid thread list',
  help: 'A <vcpusched> must list vCPUs in the attribute "vcpus", and an <iothreadsched> must list I/O threads in the attribute "iothreads". The listed vCPUs must be lower than the number in <vcpu>. Add the attribute, or remove the vCPUs that the guest does not have.',
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
        yield sched.report('.', '<vcpusched> has no vCPUs', "set vcpus, such as '0-1'")
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
      yield sched.report('.', '<iothreadsched> has no I/O threads', "set iothreads, such as '1'")
    }
  },
})
