import { rule } from '../../check/rule.ts'

/** The size of the System Management Mode (SMM) memory must be a whole number of MiB. */
export const tsegSize = rule({
  code: 'VMC2117',
  slug: 'tseg-size',
  severity: 'error',
  title: 'size of <tseg> is not a whole number of MiB',
  help: 'The size in <tseg> must be a whole number of MiB. <tseg> is the memory for System Management Mode (SMM). Round the size up.',
  for: 'all',
  source: 'qemu_postparse.c: qemuDomainDefTsegPostParse',
  on: 'features/smm/tseg',
  example: {
    xml: '<features><acpi/><smm state="on"><tseg unit="{KiB -> MiB}">{12345 -> 12}</tseg></smm></features>',
  },
  *check(tseg) {
    const size = tseg.bytes('value')
    if (size === undefined || size % MIB === 0n) return
    yield tseg.report(
      'value',
      `${size} bytes of memory for SMM are not a whole number of MiB`,
      `round the size, for example to ${size / MIB + 1n} MiB`,
    )
  },
})

const MIB = 1024n * 1024n
