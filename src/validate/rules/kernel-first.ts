import { down, place, says } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A kernel is started directly with its command line; firmware has none. */
export const kernelFirst: Rule = {
  code: 'VMC2144',
  slug: 'kernel-first',
  severity: 'warning',
  title: 'command line without a kernel',
  help: 'The parts <cmdline>, <initrd>, <dtb> and <shim> of <os> belong to a <kernel> of the host; a disk brings its own.',
  hypervisors: QEMU,
  about: ['os/cmdline', 'os/initrd', 'os/shim'],
  wrong: { xml: '<os><type>hvm</type><cmdline>console=ttyS0</cmdline></os>' },
  right: {
    xml: '<os><type>hvm</type><kernel>/boot/vmlinuz</kernel><cmdline>console=ttyS0</cmdline></os>',
  },
  *check(domain) {
    const os = down(domain, 'os')
    if (!os || says(os, 'kernel')) return
    const key = ['cmdline', 'initrd', 'shim'].find(one => says(os, one))
    if (key === undefined) return
    yield {
      message: `<${key}> has no kernel that it would be for`,
      ...place(os, key),
      help: "name the kernel, as kernel: '/boot/vmlinuz', or leave it out",
    }
  },
}
