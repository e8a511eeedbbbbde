import { each, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A guest that nothing confines can do on the host what its process can. */
export const seclabelNone: Rule = {
  code: 'VMC2156',
  slug: 'seclabel-none',
  severity: 'info',
  title: 'guest that nothing confines',
  help: 'With <seclabel type="none"> neither SELinux nor AppArmor keeps a guest that breaks out of QEMU from the rest of the host.',
  hypervisors: QEMU,
  about: ['seclabel/type'],
  wrong: { xml: '<seclabel type="none" model="selinux"/>' },
  right: { xml: '<seclabel type="dynamic" model="selinux"/>' },
  *check(domain) {
    for (const label of each(domain, 'seclabel')) {
      if (spelled(label, 'type') !== 'none') continue
      yield {
        message: `nothing confines this guest${says(label, 'model') ? `, as ${spelled(label, 'model')} would` : ''}`,
        ...place(label, 'type'),
        help: 'leave the label out',
      }
    }
  },
}
