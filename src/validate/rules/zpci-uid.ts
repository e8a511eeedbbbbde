import { addresses } from '../addresses.ts'
import { also, down, numeric, place, repeated } from '../look.ts'
import type { Rule } from './rule.ts'

/** Each PCI device of an s390 guest has a user identifier of its own, which is not 0. */
export const zpciUid: Rule = {
  code: 'VMC2310',
  slug: 'zpci-uid',
  severity: 'error',
  title: 'identifier that no zPCI device can have',
  help: 'The uid of <zpci> is 0x0001 to 0xffff; uid and fid each stand at one device alone.',
  about: ['devices/*/address/zpci'],
  wrong: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices>
  <memballoon model="virtio">
    <address type="pci" domain="1" bus="0" slot="0" function="0"><zpci uid="0x0000"/></address>
  </memballoon>
</devices>`,
  },
  right: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices>
  <memballoon model="virtio">
    <address type="pci" domain="1" bus="0" slot="0" function="0"><zpci uid="0x0001"/></address>
  </memballoon>
</devices>`,
  },
  *check(domain) {
    const all = addresses(domain, 'pci').flatMap(address => down(address, 'zpci') ?? [])
    if (all.length === 0) return
    for (const zpci of all) {
      const uid = numeric(zpci, 'uid')
      if (uid === undefined || (uid > 0 && uid <= 0xffff)) continue
      yield {
        message: `the uid of a zPCI device cannot be ${uid}`,
        ...place(zpci, 'uid'),
        help: 'take one from 0x0001 to 0xffff, or leave it to libvirt',
      }
    }
    for (const name of ['uid', 'fid']) {
      for (const { here, first, key } of repeated(all, zpci => numeric(zpci, name))) {
        // Two uids of 0 have been told each by itself.
        if (name === 'uid' && key === 0) continue
        yield {
          message: `two zPCI devices have the ${name} ${key}`,
          ...place(here, name),
          help: `give each a ${name} of its own, or leave it to libvirt`,
          related: [also('the other is here', first, name)],
        }
      }
    }
  },
}
