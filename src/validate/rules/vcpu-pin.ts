import { also, down, each, numeric, place, repeated } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** A vCPU is pinned once, and is there. */
export const vcpuPin: Rule = {
  code: 'VMC2137',
  slug: 'vcpu-pin',
  severity: 'warning',
  title: 'pin of a vCPU that is not there, or pinned already',
  help: 'Each <vcpupin> is for one vCPU, from 0 to one less than their number; libvirt refuses two for one, and drops those beyond.',
  hypervisors: LIBVIRT,
  about: ['cputune/vcpupin'],
  wrong: {
    ts: ".vcpu(2).pin(2, '0')",
    xml: `<vcpu>2</vcpu>
<cputune><vcpupin vcpu="2" cpuset="0"/></cputune>`,
  },
  right: {
    ts: ".vcpu(2).pin(1, '0')",
    xml: `<vcpu>2</vcpu>
<cputune><vcpupin vcpu="1" cpuset="0"/></cputune>`,
  },
  *check(domain) {
    const pins = each(down(domain, 'cputune'), 'vcpupin')
    if (pins.length === 0) return
    const count = numeric(down(domain, 'vcpu'), 'value') ?? 1
    for (const pin of pins) {
      const number = numeric(pin, 'vcpu')
      if (number === undefined || number < count) continue
      yield {
        message: `there is no vCPU ${number} to pin: the domain has ${count}`,
        ...place(pin, 'vcpu'),
        help: `they are numbered from 0 to ${count - 1}`,
      }
    }
    for (const { here, first, key } of repeated(pins, pin => numeric(pin, 'vcpu'))) {
      yield {
        message: `vCPU ${key} is pinned twice`,
        ...place(here, 'vcpu'),
        help: 'name all its CPUs in one cpuset',
        related: [also('the first is here', first, 'vcpu')],
      }
    }
  },
}
