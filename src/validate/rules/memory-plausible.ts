import { down, numeric, place, says } from '../look.ts'
import type { Rule } from './rule.ts'

const LEAST_KIB = 16 * 1024

/** A bare number counts KiB: 2048 of them are 2 MiB, and hardly what was meant. */
export const memoryPlausible: Rule = {
  code: 'VMC2003',
  slug: 'memory-plausible',
  severity: 'warning',
  title: 'very little memory',
  help: 'A bare number counts KiB. Say the unit: GiB(2), MiB(512) or "2GiB".',
  about: ['memory'],
  wrong: { ts: '.memory(2048)', xml: '<memory>2048</memory>' },
  right: { ts: '.memory(MiB(2048))', xml: '<memory unit="MiB">2048</memory>' },
  *check(domain) {
    const memory = down(domain, 'memory')
    const value = numeric(memory, 'value')
    if (value === undefined || value >= LEAST_KIB || says(memory, 'unit')) return
    yield {
      message: `${value} without a unit is ${value} KiB, ${(value / 1024).toFixed(value < 1024 ? 2 : 0)} MiB`,
      ...place(domain, 'memory'),
      help: `say the unit: MiB(${value}) or "${value}MiB"`,
    }
  },
}
