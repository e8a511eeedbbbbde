import { rule } from '../../check/rule.ts'

/** vCPU 0 is always enabled, and a vCPU that is not hotpluggable is enabled from the start. */
export const vcpuStates = rule({
  code: 'VMC2139',
  slug: 'vcpu-states',
  severity: 'warning',
  title: 'impossible state of a vCPU',
  help: 'In <vcpus>, vCPU 0 must be enabled and not hotpluggable, and every vCPU that is not hotpluggable must be enabled. Ids count from 0 up to the number of vCPUs.',
  for: 'qemu',
  source:
    'qemu_postparse.c: qemuDomainDefVcpusPostParse; domain_postparse.c: virDomainVcpuDefPostParse; domain_conf.c: virDomainVcpuParse',
  on: 'vcpus/vcpu',
  example: {
    xml: `{<vcpu>2</vcpu>
<vcpus><vcpu id="0" enabled="no" hotpluggable="yes"/></vcpus> -> <vcpu current="1">2</vcpu>
<vcpus><vcpu id="0" enabled="yes" hotpluggable="no"/><vcpu id="1" enabled="no" hotpluggable="yes"/></vcpus>}`,
  },
  *check(state, { domain }) {
    const count = domain.number('vcpu/value') ?? 1
    const id = state.number('id')
    const isDisabled = state.text('enabled') === 'no'
    const hotpluggable = state.text('hotpluggable')
    if (id !== undefined && id >= count) {
      yield state.report(
        'id',
        `vCPU ${id} does not exist: the guest has ${count}`,
        `use an id from 0 to ${count - 1}`,
      )
    } else if (id === 0 && isDisabled) {
      yield state.report('enabled', 'vCPU 0 cannot be disabled', 'enable it')
    } else if (id === 0 && hotpluggable === 'yes') {
      yield state.report(
        'hotpluggable',
        'vCPU 0 cannot be hotpluggable',
        "set hotpluggable: 'no', or leave it out",
      )
    } else if (isDisabled && hotpluggable === 'no') {
      yield state.report(
        'hotpluggable',
        'the vCPU is disabled, and cannot be plugged in later',
        "enable it, or set hotpluggable: 'yes'",
      )
    }
  },
})
