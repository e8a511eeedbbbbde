import { rule } from '../../check/rule.ts'

/** Before 9.2.0, libvirt refuses a loader together with automatic firmware selection. */
export const firmwareAutoLoader = rule({
  code: 'VMC2158',
  slug: 'firmware-auto-loader',
  severity: 'error',
  title: '<loader> is set in addition to automatic firmware selection',
  help: 'If the attribute "firmware" of <os> is set, libvirt before 9.2.0 refuses a <loader>, unless the only setting of the <loader> is secure="yes". Remove <loader> or the attribute "firmware".',
  for: 'qemu',
  source: 'domain_validate.c: virDomainDefOSValidate, before 9.2.0',
  until: { libvirt: '9.2.0' },
  on: 'os/loader',
  example: {
    xml: `<os firmware="efi"><type arch="x86_64" machine="q35">hvm</type>{<loader readonly="yes" type="pflash">/usr/share/OVMF/OVMF_CODE.fd</loader> -> }</os>
<features><acpi/></features>`,
  },
  *check(loader, { domain }) {
    if (!domain.has('os/firmware')) return
    const key = REFUSED.find(one => loader.has(one))
    if (key === undefined && loader.text('secure') !== 'no') return
    yield loader.report(
      key ?? 'secure',
      'libvirt before 9.2.0 refuses a loader if it chooses the firmware itself',
      'leave out the loader, or the attribute firmware of <os>',
    )
  },
})

const REFUSED = ['path', 'type', 'readonly'] as const
