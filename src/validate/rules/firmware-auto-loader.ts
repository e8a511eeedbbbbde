import { down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Once, libvirt chose the firmware or was told its loader, and not both. */
export const firmwareAutoLoader: Rule = {
  code: 'VMC2158',
  slug: 'firmware-auto-loader',
  severity: 'error',
  title: 'loader where the firmware is chosen',
  help: 'Before libvirt 9.2.0 a <loader> beside firmware="efi" says secure="yes" and nothing else.',
  hypervisors: QEMU,
  until: { libvirt: '9.2.0' },
  about: ['os/loader'],
  wrong: {
    xml: `<os firmware="efi"><type arch="x86_64" machine="q35">hvm</type><loader readonly="yes" type="pflash">/OVMF.fd</loader></os>
<features><acpi/></features>`,
  },
  right: {
    xml: `<os firmware="efi"><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>`,
  },
  *check(domain) {
    const os = down(domain, 'os')
    const loader = down(os, 'loader')
    if (!os || !loader || !says(os, 'firmware')) return
    const key = ['path', 'type', 'readonly'].find(one => says(loader, one))
    if (key === undefined && spelled(loader, 'secure') !== 'no') return
    yield {
      message: 'libvirt before 9.2.0 chooses the firmware, or is told its loader, and not both',
      ...place(loader, key ?? 'secure'),
      help: 'leave the loader out, or firmware',
    }
  },
}
