import { rule } from '../../check/rule.ts'

/** A vCPU in <vcpus> exists, and one that is not hotpluggable is enabled from the start. */
export const vcpuMissing = rule({
  code: 'VMC2160',
  slug: 'vcpu-missing',
  severity: 'error',
  title: 'state of a vCPU that the guest does not have',
  help: 'The ids in <vcpus> count from 0 up to the number of vCPUs, which is in <vcpu>. A vCPU that is disabled must be hotpluggable.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainVcpuParse; domain_postparse.c: virDomainVcpuDefPostParse',
  on: 'vcpus/vcpu',
  example: {
    xml: `<vcpu current="1">{1 -> 2}</vcpu>
<vcpus><vcpu id="0" enabled="yes" hotpluggable="no"/><vcpu id="1" enabled="no" hotpluggable="yes"/></vcpus>`,
  },
  *check(state, { domain }) {
    const count = domain.number('vcpu/value') ?? 1
    const id = state.number('id')
    if (id !== undefined && id >= count) {
      yield state.report(
        'id',
        `vCPU ${id} does not exist: the guest has ${count}`,
        `use an id from 0 to ${count - 1}`,
      )
    } else if (state.text('enabled') === 'no' && state.text('hotpluggable') === 'no') {
      yield state.report(
        'hotpluggable',
        'the vCPU is disabled, and cannot be plugged in later',
        "enable it, or set hotpluggable: 'yes'",
      )
    }
  },
})
