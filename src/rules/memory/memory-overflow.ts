import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Memory } from '../../schema/domain/memory.ts'
import type { NumaCell } from '../../schema/domain/numa.ts'
import type { Size } from '../../schema/domain/size.ts'

/** libvirt counts memory in 63 bits. */
export const memoryOverflow = rule({
  code: 'VMC2169',
  slug: 'memory-overflow',
  severity: 'error',
  title: 'memory size is too large for libvirt',
  help: 'libvirt refuses sizes of 8 EiB and more, which it cannot count. The unit is probably wrong: a number without a unit is in KiB.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainParseMemory; virutil.c: virScaleInteger',
  on: 'domain',
  example: { xml: '<memory unit="{EiB -> GiB}">8</memory>' },
  *check(domain) {
    const sizes: readonly Cursor<Memory | NumaCell | Size>[] = [
      ...domain.each('memory'),
      ...domain.each('currentMemory'),
      ...domain.each('maxMemory'),
      ...domain.each('cpu/numa/cell'),
      ...domain.each('devices/memory/target/size'),
    ]
    for (const size of sizes) {
      const key = size.name === 'cell' ? 'memory' : 'value'
      const bytes = size.bytes(key)
      if (bytes === undefined || bytes < LIMIT) continue
      yield size.report(key, `${bytes} bytes are too much for libvirt`, 'check the unit')
      return
    }
  },
})

// libvirt counts bytes in a signed 64-bit number.
const LIMIT = 2n ** 63n
