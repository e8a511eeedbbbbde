import { rule } from '../../check/rule.ts'

/**
 * A secure loader requires System Management Mode (SMM), which protects the variables of the firmware from the guest.
 */
export const secureBootSmm = rule({
  code: 'VMC2127',
  slug: 'secure-boot-smm',
  severity: 'error',
  title: 'secure loader requires the feature smm',
  help: 'A <loader> with secure="yes" requires the feature smm. libvirt adds this feature only if it also chooses the firmware. Add the feature.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefBoot',
  on: 'os/loader',
  example: {
    xml: `<os>
  <type arch="x86_64" machine="q35">hvm</type>
  <loader readonly="yes" secure="yes" type="pflash">/usr/share/OVMF/OVMF_CODE.secboot.fd</loader>
</os>
<features><acpi/>{ -> <smm state="on"/>}</features>`,
  },
  *check(loader, { domain }) {
    if (loader.text('secure') !== 'yes' || domain.text('os/firmware') !== undefined) return
    const smm = domain.first('features/smm')
    if (smm && smm.text('state') !== 'off') return
    yield loader.report(
      'secure',
      'a secure loader requires SMM, which the guest does not have',
      'add the feature: .smm(), in XML <features><smm state="on"/></features>',
      {
        fix: smm
          ? undefined
          : domain.addition(".smm({ state: 'on' })", '<features><smm state="on"/></features>'),
      },
    )
  },
})
