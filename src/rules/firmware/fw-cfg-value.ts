import { rule } from '../../check/rule.ts'

/** An entry for QEMU's firmware configuration device must have a value or a file. */
export const fwCfgValue = rule({
  code: 'VMC2185',
  slug: 'fw-cfg-value',
  severity: 'error',
  title: '<entry> of fw_cfg has no value',
  help: 'An <entry> in <sysinfo type="fwcfg"> must contain a text value, or have the path of a file in the attribute "file". Add the value or the path.',
  for: 'libvirt',
  source: 'domain_conf.c: virSysinfoParseFWCfgDef',
  on: 'sysinfo/entry',
  example: {
    xml: '<sysinfo type="fwcfg"><entry name="opt/com.example/a">{ -> b}</entry></sysinfo>',
  },
  *check(entry) {
    if (entry.has('file') || entry.text('value')) return
    yield entry.report('.', 'the entry has no value and no file', 'write a text, or set file')
  },
})
