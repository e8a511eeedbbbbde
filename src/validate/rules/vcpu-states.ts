import { down, each, numeric, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** vCPU 0 is always there, and what cannot be plugged in is there from the start. */
export const vcpuStates: Rule = {
  code: 'VMC2139',
  slug: 'vcpu-states',
  severity: 'warning',
  title: 'state that a vCPU cannot have',
  help: 'In <vcpus>, number 0 is enabled and not hotpluggable; a vCPU that is not hotpluggable is enabled; and all have an order, or none.',
  hypervisors: QEMU,
  about: ['vcpus'],
  wrong: {
    xml: `<vcpu>2</vcpu>
<vcpus><vcpu id="0" enabled="no" hotpluggable="yes"/></vcpus>`,
  },
  right: {
    xml: `<vcpu current="1">2</vcpu>
<vcpus><vcpu id="0" enabled="yes" hotpluggable="no"/><vcpu id="1" enabled="no" hotpluggable="yes"/></vcpus>`,
  },
  *check(domain) {
    const states = each(down(domain, 'vcpus'), 'vcpu')
    if (states.length === 0) return
    const count = numeric(down(domain, 'vcpu'), 'value') ?? 1
    for (const state of states) {
      const id = numeric(state, 'id')
      const isOff = spelled(state, 'enabled') === 'no'
      const isPluggable = spelled(state, 'hotpluggable') === 'yes'
      const tell = (message: string, key: string, help: string) => ({
        message,
        ...place(state, key),
        help,
      })
      if (id !== undefined && id >= count)
        yield tell(`there is no vCPU ${id}`, 'id', `they are numbered from 0 to ${count - 1}`)
      else if (id === 0 && isOff) yield tell('vCPU 0 cannot be off', 'enabled', 'enable it')
      else if (id === 0 && isPluggable)
        yield tell('vCPU 0 cannot be unplugged', 'hotpluggable', "say hotpluggable: 'no'")
      else if (isOff && spelled(state, 'hotpluggable') === 'no')
        yield tell(
          `vCPU ${id} is off, and cannot be plugged in either`,
          'hotpluggable',
          "enable it, or say hotpluggable: 'yes'",
        )
    }
  },
}
