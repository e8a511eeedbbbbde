import { rule } from '../../check/rule.ts'

/** The name of an fw_cfg entry must begin with opt/. It must not be a name that is reserved for QEMU or OVMF. */
export const fwCfgName = rule({
  code: 'VMC2196',
  slug: 'fw-cfg-name',
  severity: 'error',
  title: 'invalid or reserved name of an fw_cfg entry',
  help: 'The name of an entry in <sysinfo type="fwcfg"> must begin with "opt/". Names that begin with "opt/ovmf/" or "opt/org.qemu/" are reserved. After "opt/", write an internet domain that you own, in reverse order, as in "opt/com.example/a".',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefSysinfo',
  on: 'sysinfo/entry',
  example: {
    xml: '<sysinfo type="fwcfg"><entry name="{etc -> opt/com.example}/a">b</entry></sysinfo>',
  },
  *check(entry) {
    const name = entry.text('name')
    if (name === undefined) return
    const isReserved = /^opt\/(ovmf|org\.qemu)\//.test(name)
    if (name.startsWith('opt/') && !isReserved) return
    yield entry.report(
      'name',
      isReserved ? `the name "${name}" is reserved` : `the name "${name}" does not begin with opt/`,
      'use a name such as "opt/com.example/a"',
    )
  },
})
