import { rule } from '../../check/rule.ts'

/** A domain says what kind of guest it is. */
export const osType = rule({
  code: 'VMC2509',
  slug: 'os-type',
  severity: 'error',
  title: 'the kind of the guest is missing',
  help: 'libvirt needs <os> with a <type>: "hvm" for a guest on an emulated machine, "linux" for a Xen guest without one, "exe" for a container. Only with <bootloader> can it be left out.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDefParseBootXML',
  on: 'domain',
  example: { ts: "[domain('fv0').memory(GiB(1)){ -> .hvm()}]" },
  *check(domain) {
    if (domain.has('os') || domain.has('bootloader')) return
    yield domain.report(
      'os',
      'the domain does not say what kind of guest it is',
      'add .hvm() or .q35(), in XML <os><type>hvm</type></os>',
    )
  },
})
