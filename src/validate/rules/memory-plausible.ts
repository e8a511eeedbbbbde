import { childAt, scalarAt, slotOf } from '../../tree/node.ts'
import type { Rule } from './rule.ts'

const LEAST_KIB = 16 * 1024

/** A bare number counts KiB: 2048 of them are 2 MiB, and hardly what was meant. */
export const memoryPlausible: Rule = {
  code: 'VMC2003',
  slug: 'memory-plausible',
  *check(fleet) {
    for (const domain of fleet) {
      const memory = childAt(domain, 'memory')
      const value = memory && Number(scalarAt(memory, 'value'))
      if (!memory || scalarAt(memory, 'unit') !== undefined || !(value! < LEAST_KIB)) continue
      yield {
        message: `${value} without a unit is ${value} KiB, ${(value! / 1024).toFixed(value! < 1024 ? 2 : 0)} MiB`,
        path: 'domain/memory',
        origin: slotOf(domain, 'memory')!.origin,
        help: `say the unit: MiB(${value}) or "${value}MiB"`,
      }
    }
  },
}
