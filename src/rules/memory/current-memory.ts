import { sizeText } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'

/** A guest starts with at most as much memory as it has. */
export const currentMemory = rule({
  code: 'VMC2126',
  slug: 'current-memory',
  severity: 'warning',
  title: 'currentMemory is larger than memory',
  help: 'The guest starts with currentMemory, which is a part of memory. libvirt lowers a larger currentMemory to memory without an error.',
  for: 'all',
  source: 'domain_postparse.c: virDomainDefPostParseMemory',
  on: 'currentMemory',
  example: {
    ts: '.memory(GiB({1 -> 2})).currentMemory(GiB({2 -> 1}))',
    xml: '<memory unit="GiB">{1 -> 2}</memory><currentMemory unit="GiB">{2 -> 1}</currentMemory>',
  },
  *check(currentMemory, { domain }) {
    const [current, memory] = [currentMemory.bytes('value'), domain.bytes('memory/value')]
    if (current === undefined || memory === undefined || current <= memory) return
    // Memory modules and NUMA cells may add to <memory>.
    if (domain.has('cpu/numa') || domain.has('devices/memory')) return
    yield currentMemory.report(
      '.',
      `currentMemory is ${sizeText(current)}, but memory is ${sizeText(memory)}`,
      'raise memory, or leave currentMemory out',
    )
  },
})
