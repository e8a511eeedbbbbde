import { rule } from '../../check/rule.ts'

/** vCPU 0 must be enabled. */
export const vcpuStates = rule({
  code: 'VMC2139',
  slug: 'vcpu-states',
  severity: 'warning',
  title: 'vCPU 0 is disabled',
  help: 'QEMU always starts a guest with vCPU 0. Set enabled="yes" on the entry for vCPU 0 in <vcpus>.',
  for: 'qemu',
  source: 'qemu_postparse.c: qemuDomainDefVcpusPostParse',
  on: 'vcpus/vcpu',
  example: {
    xml: `{<vcpu>2</vcpu>
<vcpus><vcpu id="0" enabled="no" hotpluggable="yes"/></vcpus> -> <vcpu current="1">2</vcpu>
<vcpus><vcpu id="0" enabled="yes" hotpluggable="no"/><vcpu id="1" enabled="no" hotpluggable="yes"/></vcpus>}`,
  },
  *check(state) {
    if (state.number('id') !== 0 || state.text('enabled') !== 'no') return
    yield state.report('enabled', 'vCPU 0 cannot be disabled', 'enable it')
  },
})
