import { also, down, each, place, spelled } from '../look.ts'
import { archOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** The lengths of SVE vectors are chosen where there is SVE. */
export const cpuSve: Rule = {
  code: 'VMC2134',
  slug: 'cpu-sve',
  severity: 'error',
  title: 'length of SVE vectors without SVE',
  help: 'On Arm, features such as sve512 choose lengths of vectors, which a CPU with the feature sve disabled does not have.',
  hypervisors: QEMU,
  about: ['cpu/feature'],
  wrong: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<cpu mode="host-passthrough"><feature policy="disable" name="sve"/><feature policy="require" name="sve512"/></cpu>`,
  },
  right: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<cpu mode="host-passthrough"><feature policy="require" name="sve512"/></cpu>`,
  },
  *check(domain) {
    const features = each(down(domain, 'cpu'), 'feature')
    if (features.length === 0 || archOf(domain) !== 'aarch64') return
    const has = (name: RegExp, policy: string) =>
      features.find(
        one => name.test(spelled(one, 'name') ?? '') && spelled(one, 'policy') === policy,
      )
    const [sve, length] = [has(/^sve$/, 'disable'), has(/^sve\d+$/, 'require')]
    if (!sve || !length) return
    yield {
      message: `SVE is turned off, and "${spelled(length, 'name')}" asks for a length of its vectors`,
      ...place(length, 'name'),
      help: 'leave one of the two out',
      related: [also('SVE is turned off here', sve, 'policy')],
    }
  },
}
