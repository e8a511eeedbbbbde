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
      !domain.has('features/hyperv') && HYPERV,
      domain.text('clock/offset') !== 'localtime' && CLOCK,
      /^win\/(11|2k2[25])/.test(version) && !domain.has('devices/tpm') && TPM,
    ].filter(one => one !== false)
    if (missing.length === 0) return
    const calls = new Set(missing.map(({ call }) => call))
    yield metadata.report(
      '.',
      `Windows expects ${missing.map(({ name }) => name).join(', ')}, which the guest does not have`,
      `call ${[...calls].join(' and ')}, in XML add ${missing.map(({ xml }) => xml).join(' and ')}`,
    )
  },
})

const HYPERV = {
  name: 'Hyper-V features',
  call: '.windows()',
  xml: '<hyperv><relaxed state="on"/></hyperv> to <features>',
} as const
const CLOCK = {
  name: 'a clock in local time',
  call: '.windows()',
  xml: '<clock offset="localtime"/>',
} as const
const TPM = {
  name: 'a TPM',
  call: '.tpm(tpm())',
  xml: '<tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm> to <devices>',
} as const
