import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { MaxMemory, Memory } from '../../schema/domain/memory.ts'
import type { NumaCell } from '../../schema/domain/numa.ts'
import type { Size } from '../../schema/domain/size.ts'

/** A memory size must be a number that libvirt can store. */
export const memoryLimit = rule({
  code: 'VMC2599',
  slug: 'memory-limit',
  severity: 'error',
  title: 'memory size of 8 EiB or more',
  help: 'libvirt rounds a memory size up to MiB and cannot store 8 EiB or more. The unit is probably wrong: a number without one is in KiB.',
  for: 'qemu',
  source:
    'qemu_domain.c: qemuDomainAlignMemorySizes; domain_conf.c: virDomainParseMemory; virutil.c: virMemoryMaxValue',
  on: ['memory', 'maxMemory', 'cpu/numa/cell', 'devices/memory/target/size'],
  example: { xml: '<memory unit="{EiB -> GiB}">16</memory>' },
  *check(element) {
    const size = element as Cursor<Memory | MaxMemory | NumaCell | Size>
    const key = size.key === 'cell' ? 'memory' : 'value'
    const bytes = size.bytes(key)
    if (bytes === undefined || bytes <= MAX) return
    yield size.report(key, `${size.text(key)} is too large for a memory size`, 'check the unit')
  },
})

/** The largest size that is below 8 EiB after it is rounded up to MiB. */
const MAX = 2n ** 63n - 2n ** 20n
