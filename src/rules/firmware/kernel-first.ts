import { rule } from '../../check/rule.ts'

/** A kernel command line or initrd requires a `<kernel>`, which QEMU starts directly. */
export const kernelFirst = rule({
  code: 'VMC2144',
  slug: 'kernel-first',
  severity: 'warning',
  title: '<cmdline> and <initrd> require a <kernel>',
  help: 'QEMU uses <cmdline> and <initrd> only if it starts a kernel from a file on the host. A guest that boots from a disk uses the kernel on that disk. Add <kernel> with the path of the file, or remove <cmdline> and <initrd>.',
  for: 'qemu',
  source: 'QEMU system/vl.c: qemu_validate_options',
  on: 'os',
  needs: ['cmdline', 'initrd'],
  example: {
    xml: '<os><type>hvm</type>{ -> <kernel>/boot/vmlinuz</kernel>}<cmdline>console=ttyS0</cmdline></os>',
  },
  *check(os) {
    if (os.has('kernel')) return
    const key = OF_KERNEL.find(one => os.has(one))
    if (key === undefined) return
    yield os.report(
      key,
      `<${key}> requires a <kernel>, which is not given`,
      `add the kernel, as in kernel: '/boot/vmlinuz', or leave <${key}> out`,
    )
  },
})

const OF_KERNEL = ['cmdline', 'initrd'] as const
