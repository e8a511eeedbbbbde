import { adding, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Firmware keeps its secrets from the guest in system management mode. */
export const secureBootSmm: Rule = {
  code: 'VMC2127',
  slug: 'secure-boot-smm',
  severity: 'error',
  title: 'secure loader without SMM',
  help: 'A loader with secure="yes" needs the feature smm; libvirt adds it only where it chooses the firmware itself.',
  hypervisors: QEMU,
  about: ['os/loader'],
  wrong: {
    xml: `<os>
  <type arch="x86_64" machine="q35">hvm</type>
  <loader readonly="yes" secure="yes" type="pflash">/usr/share/OVMF/OVMF_CODE.secboot.fd</loader>
</os>
<features><acpi/></features>`,
  },
  right: {
    xml: `<os>
  <type arch="x86_64" machine="q35">hvm</type>
  <loader readonly="yes" secure="yes" type="pflash">/usr/share/OVMF/OVMF_CODE.secboot.fd</loader>
</os>
<features><acpi/><smm state="on"/></features>`,
  },
  *check(domain) {
    const os = down(domain, 'os')
    const loader = down(os, 'loader')
    if (!loader || spelled(loader, 'secure') !== 'yes') return
    const smm = down(domain, 'features', 'smm')
    if (spelled(os, 'firmware') !== undefined || (smm && spelled(smm, 'state') !== 'off')) return
    yield {
      message: 'a secure loader needs SMM, which the guest does not have',
      ...place(loader, 'secure'),
      help: "add the feature: .smm({ state: 'on' })",
      fix: smm
        ? undefined
        : adding(domain, ".smm({ state: 'on' })", '<features><smm state="on"/></features>'),
    }
  },
}
