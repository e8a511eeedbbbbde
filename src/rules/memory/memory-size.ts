import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Memory } from '../../schema/domain/memory.ts'
import type { NumaCell } from '../../schema/domain/numa.ts'
import type { Size } from '../../schema/domain/size.ts'

/** A memory size probably has a wrong unit if no processor can address that much memory. */
export const memorySize = rule({
  code: 'VMC2129',
  slug: 'memory-size',
  severity: 'warning',
  title: 'more memory than a machine can address',
  help: 'No processor can address more than 4 PiB of memory, so the unit is probably wrong. A memory size without a unit is in KiB. Write the unit, as in GiB(64).',
  for: 'libvirt',
  source: 'advice: processors have at most 52 physical address bits',
  on: 'domain',
  example: {
    ts: '.memory({TiB -> GiB}(8192))',
    xml: '<memory unit="{TiB -> GiB}">8192</memory>',
  },
  *check(domain) {
    const sizes: readonly Cursor<Memory | NumaCell | Size>[] = [
      ...domain.each('memory'),
      ...domain.each('maxMemory'),
      ...domain.each('cpu/numa/cell'),
      ...domain.each('devices/memory/target/size'),
    ]
    for (const size of sizes) {
      const key = size.name === 'cell' ? 'memory' : 'value'
      const bytes = size.bytes(key)
      // This rule skips sizes that libvirt cannot store, because the rule number-range reports them.
      if (bytes === undefined || bytes <= MAX_BYTES || bytes > MOST) continue
      yield size.report(
        key,
        `${bytes / 2n ** 40n} TiB are more than a machine can address`,
        'check the unit: a number without one is in KiB',
      )
      // If the unit of one size is wrong, it is often wrong in other sizes too, so this rule reports only one of them.
      return
    }
  },
})

// The largest memory size that libvirt can store.
const MOST = 2n ** 63n - 1024n

// The maximum memory size that is possible, because processors have at most 52 physical address bits.
const MAX_BYTES = 2n ** 52n
