import { addingAcpi } from '../acpi.ts'
import { down, place, says, spelled } from '../look.ts'
import { archOf, isI440fx, isQ35, isS390, isVirt, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** UEFI and ACPI come together: firmware of PCs needs it, and that of Arm brings it. */
export const acpiUefi: Rule = {
  code: 'VMC2123',
  slug: 'acpi-uefi',
  severity: 'error',
  title: 'UEFI without ACPI, or the other way round',
  help: 'On x86, UEFI needs <acpi/>; on Arm, <acpi/> needs UEFI and the machine virt; a mainframe has no ACPI.',
  hypervisors: QEMU,
  about: ['os/type/arch', 'os/type/machine'],
  wrong: {
    ts: '.q35().uefi()',
    xml: `<os firmware="efi"><type arch="x86_64" machine="q35">hvm</type></os>`,
  },
  right: {
    ts: '.q35().uefi().acpi()',
    xml: `<os firmware="efi"><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>`,
  },
  *check(domain) {
    const os = down(domain, 'os')
    const isPc = isQ35(domain) || isI440fx(domain)
    // A PC is of x86, be it said or not.
    const arch = archOf(domain) ?? (isPc ? 'x86_64' : undefined)
    if (!os || arch === undefined) return
    const features = down(domain, 'features')
    const hasAcpi = says(features, 'acpi')
    const loader = down(os, 'loader')
    const isUefi = spelled(os, 'firmware') === 'efi' || spelled(loader, 'type') === 'pflash'
    const isX86 = /^(i686|x86_64)$/.test(arch)
    if (isX86 && isUefi && !hasAcpi && isPc) {
      yield {
        message: 'UEFI needs ACPI, which the guest does not have',
        ...place(os, says(os, 'firmware') ? 'firmware' : 'loader'),
        help: 'add the feature: .acpi()',
        fix: addingAcpi(domain),
      }
    }
    if (!features || !hasAcpi || isX86 || machineOf(domain) === undefined) return
    // On other architectures libvirt drops it, or takes it without a word.
    if (arch !== 'aarch64' && !isS390(domain)) return
    if (!isVirt(domain)) {
      yield {
        message: `the machine "${machineOf(domain)}" of ${arch} has no ACPI`,
        ...place(features, 'acpi'),
        help: 'leave it out',
      }
    } else if (!isUefi) {
      yield {
        message: `ACPI comes from UEFI on ${arch}, which the guest does not have`,
        ...place(features, 'acpi'),
        help: "leave it out, or ask for firmware: 'efi'",
      }
    }
  },
}
