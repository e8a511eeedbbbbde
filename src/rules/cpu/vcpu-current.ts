import { rule } from '../../check/rule.ts'

/** A guest cannot start with more vCPUs than its maximum. */
export const vcpuCurrent = rule({
  code: 'VMC2138',
  slug: 'vcpu-current',
  severity: 'error',
  title: 'more vCPUs at start than the maximum in <vcpu>',
  help: 'The attribute "current" of <vcpu> is the number of vCPUs with which the guest starts. It cannot be greater than the number in <vcpu>. Reduce "current", or increase the number in <vcpu>.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDefSetVcpus',
  on: 'vcpu',
  needs: 'current',
  example: {
    xml: '{<vcpu current="8">4</vcpu> -> <vcpu current="4">8</vcpu>}',
  },
  *check(vcpu) {
    const [current, count] = [vcpu.number('current'), vcpu.number('value')]
    if (current === undefined || count === undefined || current <= count) return
    yield vcpu.report(
      'current',
      `the guest starts with ${current} vCPUs, but has only ${count}`,
      `raise the number of vCPUs to ${current}, or lower current`,
    )
  },
})
