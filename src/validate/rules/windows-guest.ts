import { down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Windows runs better on what it knows, and its latest only with a TPM. */
export const windowsGuest: Rule = {
  code: 'VMC2148',
  slug: 'windows-guest',
  severity: 'info',
  title: 'Windows without what it expects',
  help: 'Windows gains from the interface of Hyper-V, keeps its clock in local time, and from version 11 on asks for a TPM. The method windows() brings the first two, and tpm() the last.',
  hypervisors: QEMU,
  about: ['metadata'],
  wrong: {
    xml: `<metadata><libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/11"/></libosinfo:libosinfo></metadata>
<clock offset="utc"/>`,
  },
  right: {
    xml: `<metadata><libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/11"/></libosinfo:libosinfo></metadata>
<features><acpi/><hyperv><relaxed state="on"/></hyperv></features>
<clock offset="localtime"/>
<devices>
  <tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm>
</devices>`,
  },
  *check(domain) {
    const metadata = down(domain, 'metadata')
    const [, version] =
      /libosinfo:os id=["']http:\/\/microsoft\.com\/(win[^"']*)/.exec(
        metadata?.node.extra?.map(({ xml }) => xml).join('') ?? '',
      ) ?? []
    if (!metadata || version === undefined) return
    const lacks = [
      !says(down(domain, 'features'), 'hyperv') && "Hyper-V's interface",
      spelled(down(domain, 'clock'), 'offset') !== 'localtime' && 'a clock in local time',
      /^win\/(11|2k2[25])/.test(version) && !says(down(domain, 'devices'), 'tpm') && 'a TPM',
    ].filter(Boolean)
    if (lacks.length === 0) return
    yield {
      message: `Windows expects ${lacks.join(', ')}, which the guest does not have`,
      ...place(metadata),
      help: 'say .windows() of the domain, and .tpm() for Windows 11',
    }
  },
}
