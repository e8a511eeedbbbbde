import type { Here } from '../here.ts'
import { bytes, devices, down, each, place } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** More memory than a machine of today can address is a slip of the unit. */
export const memorySize: Rule = {
  code: 'VMC2129',
  slug: 'memory-size',
  severity: 'warning',
  title: 'more memory than there can be',
  help: 'No processor addresses more than 4 PiB. A bare number counts KiB: say the unit, as GiB(64).',
  hypervisors: LIBVIRT,
  wrong: { ts: '.memory(TiB(8192))', xml: '<memory unit="TiB">8192</memory>' },
  right: { ts: '.memory(GiB(8192))', xml: '<memory unit="GiB">8192</memory>' },
  *check(domain) {
    const sizes: readonly (readonly [Here | undefined, string])[] = [
      [down(domain, 'memory'), 'value'],
      ...each(down(domain, 'cpu', 'numa'), 'cell').map(cell => [cell, 'memory'] as const),
      ...devices(domain, 'memory').map(one => [down(one, 'target', 'size'), 'value'] as const),
    ]
    for (const [here, key] of sizes) {
      const size = bytes(here, key)
      if (!here || size === undefined || size <= MOST) continue
      yield {
        message: `${size / 2n ** 40n} TiB are more than a machine can address`,
        ...place(here, key),
        help: 'look at the unit: a bare number counts KiB',
      }
      return
    }
  },
}

// 52 bits of physical addresses.
const MOST = 2n ** 52n
