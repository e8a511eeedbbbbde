import { rule } from '../../check/rule.ts'

/** SMBIOS that comes from the definition needs <sysinfo>. */
export const smbiosSysinfo = rule({
  code: 'VMC2512',
  slug: 'smbios-sysinfo',
  severity: 'error',
  title: 'SMBIOS of the definition without <sysinfo>',
  help: 'With <smbios mode="sysinfo"/>, QEMU shows the guest what <sysinfo type="smbios"> says. Add it, or use the mode "host" or "emulate".',
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
