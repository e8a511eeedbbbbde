import { bytes, down, place } from '../look.ts'
import type { Rule } from './rule.ts'

/** The memory of system management mode is a number of whole MiB. */
export const tsegSize: Rule = {
  code: 'VMC2117',
  slug: 'tseg-size',
  severity: 'error',
  title: 'memory for SMM that is not whole MiB',
  help: 'The size of <tseg> is divisible by 1 MiB.',
  about: ['features/smm'],
  wrong: { xml: '<features><acpi/><smm state="on"><tseg unit="KiB">12345</tseg></smm></features>' },
  right: { xml: '<features><acpi/><smm state="on"><tseg unit="MiB">12</tseg></smm></features>' },
  *check(domain) {
    const tseg = down(domain, 'features', 'smm', 'tseg')
    const size = bytes(tseg)
    if (!tseg || size === undefined || size % (1024n * 1024n) === 0n) return
    yield {
      message: `${size} bytes of memory for SMM are not a number of whole MiB`,
      ...place(tseg, 'value'),
      help: `round it, as to ${size / (1024n * 1024n) + 1n} MiB`,
    }
  },
}
