import { addresses } from '../addresses.ts'
import { down, place } from '../look.ts'
import { archOf, isS390 } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** Only mainframes give PCI devices identifiers of their own. */
export const zpciArch: Rule = {
  code: 'VMC2312',
  slug: 'zpci-arch',
  severity: 'error',
  title: 'zPCI address of a machine without zPCI',
  help: 'The <zpci> of a PCI address, with uid and fid, is for s390x alone.',
  hypervisors: QEMU,
  about: ['devices/*/address/zpci'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <memballoon model="virtio">
    <address type="pci" domain="0" bus="0" slot="5" function="0"><zpci uid="0x0001" fid="0x00000000"/></address>
  </memballoon>
</devices>`,
  },
  right: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices>
  <memballoon model="virtio">
    <address type="pci" domain="1" bus="0" slot="0" function="0"><zpci uid="0x0001" fid="0x00000000"/></address>
  </memballoon>
</devices>`,
  },
  *check(domain) {
    const arch = archOf(domain)
    if (arch === undefined || isS390(domain)) return
    for (const address of addresses(domain, 'pci')) {
      const zpci = down(address, 'zpci')
      if (!zpci) continue
      yield { message: `${arch} has no zPCI`, ...place(zpci), help: 'leave <zpci> out' }
    }
  },
}
