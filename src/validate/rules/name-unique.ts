import { scalarAt, slotOf } from '../../tree/node.ts'
import type { Origin } from '../../tree/origin.ts'
import type { Rule } from './rule.ts'

/** Two domains of one name: one would overwrite the other, as a file and in libvirt. */
export const nameUnique: Rule = {
  code: 'VMC2001',
  slug: 'name-unique',
  *check(fleet) {
    const first = new Map<string, Origin>()
    for (const domain of fleet) {
      const name = scalarAt(domain, 'name')
      const slot = slotOf(domain, 'name')
      if (typeof name !== 'string' || !slot) continue
      const earlier = first.get(name)
      if (!earlier) first.set(name, slot.origin)
      else {
        yield {
          message: `two domains are named "${name}"`,
          path: 'domain/name',
          origin: slot.origin,
          help: 'give each its own name, as a loop does with its number',
          related: [{ message: 'the first is here', origin: earlier }],
        }
      }
    }
  },
}
