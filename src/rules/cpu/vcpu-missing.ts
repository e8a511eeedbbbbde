import { rule } from '../../check/rule.ts'

/** Each vCPU in `<vcpus>` must exist, and a disabled vCPU must be hotpluggable. */
export const vcpuMissing = rule({
  code: 'VMC2160',
  slug: 'vcpu-missing',
  severity: 'error',
  title: 'vCPU in <vcpus> does not exist, or can never be enabled',
  help: 'The ids in <vcpus> must be lower than the number in <vcpu>, because they start at 0. A vCPU with enabled="no" must be hotpluggable, because otherwise it could never be enabled. Correct the id, or remove hotpluggable="no".',
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
    } else if (
      state.text('enabled') === 'no' &&
      state.text('hotpluggable') === 'no' &&
      // If <vcpus> contains several <vcpu> elements with the same id, libvirt uses the last one.
      domain.each('vcpus/vcpu').findLast(one => one.number('id') === id) === state
    ) {
      yield state.report(
        'hotpluggable',
        'the vCPU is disabled, and cannot be plugged in later',
        "enable it, or set hotpluggable: 'yes'",
      )
    }
  },
})
