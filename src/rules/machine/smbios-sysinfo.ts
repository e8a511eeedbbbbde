import { rule } from '../../check/rule.ts'

/** The SMBIOS mode "sysinfo" requires a `<sysinfo>` in the definition. */
export const smbiosSysinfo = rule({
  code: 'VMC2512',
  slug: 'smbios-sysinfo',
  severity: 'error',
  title: '<smbios mode="sysinfo"> requires <sysinfo>',
  help: 'With <smbios mode="sysinfo"/>, QEMU shows the guest the data in <sysinfo type="smbios">. Add this <sysinfo> element, or use the SMBIOS mode "host" or "emulate".',
  for: 'qemu',
  source: 'qemu_command.c: qemuBuildSmbiosCommandLine',
  on: 'os/smbios',
  example: {
    xml: `<os><type>hvm</type><smbios mode="sysinfo"/></os>
{ -> <sysinfo type="smbios"><bios><entry name="vendor">ACME</entry></bios></sysinfo>}`,
  },
  *check(smbios, { domain }) {
    if (smbios.text('mode') !== 'sysinfo') return
    if (domain.each('sysinfo').some(one => one.text('type') === 'smbios')) return
    yield smbios.report(
      'mode',
      'SMBIOS mode "sysinfo" needs <sysinfo type="smbios">',
      'add <sysinfo>, or use the mode "emulate"',
    )
  },
})
