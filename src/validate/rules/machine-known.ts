import { nearest } from '../../diagnostics/nearest.ts'
import { down, place } from '../look.ts'
import { machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** A machine that QEMU does not have is most likely a slip. */
export const machineKnown: Rule = {
  code: 'VMC2145',
  slug: 'machine-known',
  severity: 'warning',
  title: 'machine that nobody knows',
  help: 'QEMU refuses a machine that it does not have. qemu-system-x86_64 -machine help lists those of your QEMU.',
  hypervisors: QEMU,
  about: ['os/type/machine'],
  wrong: {
    ts: ".hvm({ arch: 'x86_64', machine: 'q53' })",
    xml: '<os><type arch="x86_64" machine="q53">hvm</type></os>',
  },
  right: {
    ts: ".hvm({ arch: 'x86_64', machine: 'q35' }).acpi()",
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>`,
  },
  *check(domain) {
    const type = down(domain, 'os', 'type')
    const machine = machineOf(domain)
    if (!type || machine === undefined || KNOWN.test(machine)) return
    const near = nearest(machine, MACHINES)
    if (near === undefined) return
    yield {
      message: `there is no machine "${machine}"`,
      ...place(type, 'machine'),
      help: `did you mean "${near}"?`,
    }
  },
}

const MACHINES = ['q35', 'pc', 'virt', 'pseries', 'microvm', 's390-ccw-virtio', 'isapc']
// With their versions, as those who ship QEMU number them, and with other machines that are near in name.
const KNOWN =
  /^(pc|q35|virt|pseries|microvm|isapc|s390-ccw-virtio|s390-virtio|xen(pv|fv|pvh)|(pc|pc-i440fx|pc-q35|virt|pseries|s390-ccw-virtio|rhel\d.*)[-.].*|sun4u|sun4v|SS-\d+|mps\d.*|none)$/
