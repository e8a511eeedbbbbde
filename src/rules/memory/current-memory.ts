import type { Cursor } from '../../check/cursor.ts'
import { sizeText } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'
import type { Memory } from '../../schema/domain/memory.ts'

/** A guest cannot start with more memory than its maximum. */
export const currentMemory = rule({
  code: 'VMC2126',
  slug: 'current-memory',
  severity: 'warning',
  title: 'currentMemory is larger than memory',
  help: 'A guest starts with the amount of memory in <currentMemory>, which cannot be larger than <memory>. libvirt lowers a larger <currentMemory> to the value of <memory> without a message. Reduce <currentMemory>, or increase <memory>.',
  for: 'all',
  source: 'domain_postparse.c: virDomainDefPostParseMemory',
  on: 'currentMemory',
  example: {
    ts: '.memory(GiB({1 -> 2})).currentMemory(GiB({2 -> 1}))',
    xml: '<memory unit="GiB">{1 -> 2}</memory><currentMemory unit="GiB">{2 -> 1}</currentMemory>',
  },
  *check(currentMemory, { domain }) {
    if (isSame(currentMemory, domain.first('memory'))) return
    const [current, memory] = [currentMemory.bytes('value'), domain.bytes('memory/value')]
    if (current === undefined || memory === undefined || current <= memory) return
    // libvirt may add the sizes of memory modules and NUMA cells to <memory>, so the rule skips guests with modules or cells.
    if (domain.has('cpu/numa') || domain.has('devices/memory')) return
    yield currentMemory.report(
      '.',
      `currentMemory is ${sizeText(current)}, but memory is ${sizeText(memory)}`,
      'raise memory, or leave currentMemory out',
    )
  },
})

// Most definitions contain the same text twice. Comparing the texts first avoids a calculation with big integers.
const isSame = (current: Cursor<Memory>, memory: Cursor<Memory> | undefined): boolean =>
  current.text('value') === memory?.text('value') && current.text('unit') === memory?.text('unit')
