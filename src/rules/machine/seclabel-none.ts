import { rule } from '../../check/rule.ts'

/**
 * A guest with `<seclabel type="none">` is not confined. If the guest breaks out of QEMU, it has all permissions of the QEMU
 * process.
 */
export const seclabelNone = rule({
  code: 'VMC2156',
  slug: 'seclabel-none',
  severity: 'info',
  title: 'guest is not confined by a security driver',
  help: 'With <seclabel type="none">, neither SELinux nor AppArmor confines QEMU, so a guest that breaks out of QEMU can access the host. Remove the <seclabel> unless you need it.',
  for: 'qemu',
  source: 'advice: libvirt accepts it, but QEMU runs without confinement',
  on: 'seclabel',
  example: {
    xml: '<seclabel type="{none -> dynamic}" model="selinux"/>',
  },
  *check(label) {
    if (label.text('type') !== 'none') return
    const named = label.text('model')
    const model = named === undefined || named === 'none' ? 'any security driver' : named
    yield label.report('type', `the guest is not confined by ${model}`, 'leave the label out')
  },
})
