import { rule } from '../../check/rule.ts'

/** A domain must set the OS type of its guest, such as "hvm". */
export const osType = rule({
  code: 'VMC2509',
  slug: 'os-type',
  severity: 'error',
  title: 'domain has no <os> type',
  help: 'A domain must have an <os> with a <type>: "hvm" for a guest on an emulated machine, "linux" for a paravirtualized Xen guest, or "exe" for a container. Only a domain with a <bootloader> can omit <os>. Add the <type>.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDefParseBootXML',
  on: 'domain',
  example: { ts: "[domain('fv0').memory(GiB(1)){ -> .hvm()}]" },
  *check(domain) {
    if (domain.has('os') || domain.has('bootloader')) return
    yield domain.report(
      'os',
      'the domain does not specify the kind of its guest',
      'add .hvm() or .q35(), in XML <os><type>hvm</type></os>',
    )
  },
})
