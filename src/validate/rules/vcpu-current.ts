import { down, numeric, place } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** A guest starts with some of its vCPUs, or all. */
export const vcpuCurrent: Rule = {
  code: 'VMC2138',
  slug: 'vcpu-current',
  severity: 'error',
  title: 'more vCPUs at the start than there are',
  help: 'The attribute current of <vcpu> is at most the number of vCPUs.',
  hypervisors: LIBVIRT,
  about: ['vcpu/current'],
  wrong: { xml: '<vcpu current="8">4</vcpu>' },
  right: { xml: '<vcpu current="4">8</vcpu>' },
  *check(domain) {
    const vcpu = down(domain, 'vcpu')
    const [current, most] = [numeric(vcpu, 'current'), numeric(vcpu, 'value')]
    if (!vcpu || current === undefined || most === undefined || current <= most) return
    yield {
      message: `the guest is to start with ${current} vCPUs, and has ${most}`,
      ...place(vcpu, 'current'),
      help: `say ${current} vCPUs, or lower current`,
    }
  },
}
