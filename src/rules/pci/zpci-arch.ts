import { addressesOf } from '../../check/facts/addresses.ts'
import { archOf, isS390 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Only s390 guests can have zPCI addresses. */
export const zpciArch = rule({
  code: 'VMC2312',
  slug: 'zpci-arch',
  severity: 'error',
  title: '<zpci> on an architecture other than s390x',
  help: 'Only on s390x, a PCI address can contain <zpci>, which sets a uid and a fid. Remove <zpci>.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefZPCIAddress',
  on: 'devices',
  needs: '*/address/zpci',
  example: {
    xml: `<os><type arch="{x86_64 -> s390x}" machine="{pc -> s390-ccw-virtio}">hvm</type></os>
<devices>
  <memballoon model="virtio">
    <address type="pci" domain="0" bus="0" slot="5" function="0"><zpci uid="0x0001" fid="0x00000000"/></address>
  </memballoon>
</devices>`,
  },
  *check(_, { domain }) {
    const arch = archOf(domain)
    if (arch === undefined || isS390(domain)) return
    for (const address of addressesOf(domain, 'pci')) {
      const zpci = address.first('zpci')
      if (zpci) yield zpci.report('.', `the architecture ${arch} has no zPCI`, 'remove <zpci>')
    }
  },
})
