import { rule } from '../../check/rule.ts'

/** vCPU 0 must be enabled and cannot be hotpluggable. */
export const vcpuStates = rule({
  code: 'VMC2139',
  slug: 'vcpu-states',
  severity: 'warning',
  title: 'vCPU 0 is disabled or hotpluggable',
  help: 'QEMU always starts a guest with vCPU 0, so the entry for vCPU 0 in <vcpus> must be enabled and not hotpluggable.',
  for: 'qemu',
  source: 'qemu_domain.c: qemuDomainDefVcpusPostParse',
  on: 'vcpus/vcpu',
  example: {
    xml: `{<vcpu>2</vcpu>
<vcpus><vcpu id="0" enabled="no" hotpluggable="yes"/></vcpus> -> <vcpu current="1">2</vcpu>
<vcpus><vcpu id="0" enabled="yes" hotpluggable="no"/><vcpu id="1" enabled="no" hotpluggable="yes"/></vcpus>}`,
  },
  *check(state) {
    const id = state.number('id')
    const isDisabled = state.text('enabled') === 'no'
    const hotpluggable = state.text('hotpluggable')
    if (id === 0 && isDisabled) {
      yield state.report('enabled', 'vCPU 0 cannot be disabled', 'enable it')
    } else if (id === 0 && hotpluggable === 'yes') {
      yield state.report(
        'hotpluggable',
        'vCPU 0 cannot be hotpluggable',
        "set hotpluggable: 'no', or leave it out",
      )
    }
  },
})
