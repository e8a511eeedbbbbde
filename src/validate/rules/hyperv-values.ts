import { down, numeric, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** What Windows is told of Hyper-V has limits. */
export const hypervValues: Rule = {
  code: 'VMC2149',
  slug: 'hyperv-values',
  severity: 'error',
  title: 'value that Hyper-V does not have',
  help: 'The retries of spinlocks are at least 4095, and a vendor_id is at most 12 characters, without a comma; Hyper-V is for x86 and Arm.',
  hypervisors: QEMU,
  about: ['features/hyperv'],
  wrong: {
    xml: '<features><acpi/><hyperv><spinlocks state="on" retries="1000"/></hyperv></features>',
  },
  right: {
    xml: '<features><acpi/><hyperv><spinlocks state="on" retries="8191"/></hyperv></features>',
  },
  *check(domain) {
    const hyperv = down(domain, 'features', 'hyperv')
    if (!hyperv) return
    const [spinlocks, vendor] = [down(hyperv, 'spinlocks'), down(hyperv, 'vendor_id')]
    const retries = numeric(spinlocks, 'retries')
    const text = spelled(vendor, 'value')
    if (spinlocks && retries !== undefined && retries < 4095) {
      yield {
        message: `${retries} retries of spinlocks are too few`,
        ...place(spinlocks, 'retries'),
        help: 'take at least 4095, as 8191',
      }
    }
    if (!vendor || text === undefined || (text.length <= 12 && !text.includes(','))) return
    yield {
      message: `"${text}" cannot be a vendor_id`,
      ...place(vendor, 'value'),
      help: 'take at most 12 characters, without a comma',
    }
  },
}
