import { acpiFix } from '../../check/facts/acpi.ts'
import {
  archOf,
  isI440fx,
  isQ35,
  isS390,
  isVirt,
  isX86,
  machineOf,
} from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** UEFI requires ACPI on x86, and ACPI requires UEFI on Arm. */
export const acpiUefi = rule({
  code: 'VMC2123',
  slug: 'acpi-uefi',
  severity: 'error',
  title: 'UEFI requires ACPI on x86, and ACPI requires UEFI on Arm',
  help: 'On x86, UEFI requires the feature <acpi/>. On Arm, <acpi/> requires UEFI and the machine virt. On s390, ACPI is not supported. Add or remove <acpi/>, or change the firmware.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDef',
  on: 'os',
  example: {
    ts: '.q35().uefi(){ -> .acpi()}',
    xml: `<os firmware="efi"><type arch="x86_64" machine="q35">hvm</type></os>
{ -> <features><acpi/></features>}`,
  },
  *check(os, { domain }) {
    const isPc = isQ35(domain) || isI440fx(domain)
    // PC machines exist only on x86, so the architecture need not be set.
    const arch = archOf(domain) ?? (isPc ? 'x86_64' : undefined)
    if (arch === undefined) return
    const hasAcpi = domain.has('features/acpi')
    const isUefi = os.text('firmware') === 'efi' || os.text('loader/type') === 'pflash'
    if (isX86(arch)) {
      if (!isPc || !isUefi || hasAcpi) return
      yield os.report(
        os.has('firmware') ? 'firmware' : 'loader',
        'UEFI requires ACPI, which the guest does not have',
        'add the feature: .acpi(), in XML <features><acpi/></features>',
        { fix: acpiFix(domain) },
      )
      return
    }
    const machine = machineOf(domain)
    if (!hasAcpi || machine === undefined) return
    // On architectures other than x86, Arm and s390, libvirt accepts or ignores <acpi/>, so the rule skips them.
    if (arch !== 'aarch64' && !isS390(domain)) return
    if (!isVirt(domain)) {
      yield domain.report(
        'features/acpi',
        `the machine "${machine}" of ${arch} has no ACPI`,
        'leave acpi out',
      )
    } else if (!isUefi && !os.has('varstore')) {
      yield domain.report(
        'features/acpi',
        `on ${arch}, ACPI requires UEFI, which the guest does not have`,
        'add .uefi(), in XML <os firmware="efi">, or leave acpi out',
      )
    }
  },
})
