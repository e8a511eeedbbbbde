import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A `<shim>` requires a `<kernel>`. */
export const shimKernel = rule({
  code: 'VMC2400',
  slug: 'shim-kernel',
  severity: 'error',
  title: '<shim> requires a <kernel>',
  help: 'A <shim> verifies the kernel that QEMU starts from a file on the host, so <os> must also contain a <kernel>. Add <kernel>, or remove <shim>.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDefOSValidate',
  on: 'os',
  needs: 'shim',
  example: {
    xml: '<os><type>hvm</type>{ -> <kernel>/boot/vmlinuz</kernel>}<shim>/boot/shim.efi</shim></os>',
  },
  *check(os, { target }) {
    if (!os.has('shim') || os.has('kernel')) return
    // Old libvirt releases check <shim> only if a <loader> is set. The first release that always checks <shim> is not known:
    // this rule assumes 12.9.
    if (isBefore(target, '12.9.0') && !os.has('loader')) return
    yield os.report(
      'shim',
      '<shim> requires a <kernel>, which is not given',
      "add the kernel, as in kernel: '/boot/vmlinuz', or leave <shim> out",
    )
  },
})
