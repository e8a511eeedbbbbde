import { rule } from '../../check/rule.ts'

/** A Windows guest should have Hyper-V features and a clock in local time, and Windows 11 requires a TPM. */
export const windowsGuest = rule({
  code: 'VMC2148',
  slug: 'windows-guest',
  severity: 'info',
  title: 'Windows guest has no Hyper-V features, local clock or TPM',
  help: 'Windows runs faster with Hyper-V features, and expects a clock that shows local time. Windows 11 and newer require a TPM. In a program, .windows() adds the Hyper-V features and the clock setting, and .tpm() adds the TPM.',
  for: 'qemu',
  source: 'advice: libvirt accepts it, but Windows runs slower or refuses to install',
  on: 'metadata',
  example: {
    xml: `<metadata><libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/11"/></libosinfo:libosinfo></metadata>
{ -> <features><acpi/><hyperv><relaxed state="on"/></hyperv></features>}
<clock offset="{utc -> localtime}"/>
{ -> <devices><tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm></devices>}`,
  },
  *check(metadata, { domain }) {
    const xml = metadata.node.extra?.map(one => one.xml).join('') ?? ''
    const version = /libosinfo:os id=["']http:\/\/microsoft\.com\/(win[^"']*)/.exec(xml)?.[1]
    if (version === undefined) return
    const missing = [
      !domain.has('features/hyperv') && 'Hyper-V features',
      domain.text('clock/offset') !== 'localtime' && 'a clock in local time',
      /^win\/(11|2k2[25])/.test(version) && !domain.has('devices/tpm') && 'a TPM',
    ].filter(Boolean)
    if (missing.length === 0) return
    yield metadata.report(
      '.',
      `Windows expects ${missing.join(', ')}, which the guest does not have`,
      'call .windows() on the domain, and .tpm() for Windows 11',
    )
  },
})
