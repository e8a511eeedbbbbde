import type { DomainCursor } from '../../check/cursor.ts'
import { moduleSizes, sizeText } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'
import type { Target } from '../../check/rule-context.ts'
import { isBefore } from '../../check/target.ts'

/** The maximum memory of a guest must be at least as large as its memory and its memory devices together. */
export const memoryMax = rule({
  code: 'VMC2142',
  slug: 'memory-max',
  severity: 'error',
  title: 'maxMemory is less than memory',
  help: 'The size in <maxMemory> must be at least as large as <memory> and all memory modules together. Increase <maxMemory>.',
  for: 'libvirt',
  source: 'domain_postparse.c: virDomainDefPostParseMemory',
  on: 'maxMemory',
  example: {
    xml: `<maxMemory slots="4" unit="GiB">{2 -> 8}</maxMemory><memory unit="GiB">4</memory><vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-1" memory="4" unit="GiB"/></numa></cpu>`,
  },
  *check(maxMemory, { domain, target }) {
    const max = maxMemory.bytes('value')
    const cells = domain.each('cpu/numa/cell')
    // If the NUMA cells set their own memory, libvirt ignores <memory>, so this rule adds up the cells and the memory
    // devices. Without cells, <memory> includes the memory devices.
    const memory =
      cells.length === 0
        ? memoryOf(domain, target)
        : total(cells.map(cell => cell.bytes('memory'))) +
          total(domain.each('devices/memory').map(device => device.bytes('target/size/value')))
    if (max === undefined || memory === undefined || max >= memory) return
    yield maxMemory.report(
      'value',
      `maxMemory is ${sizeText(max)}, but the guest has ${sizeText(memory)} of memory`,
      'raise maxMemory to at least the memory of the guest with its memory devices',
    )
  },
})

/**
 * The memory of a guest without NUMA cells. On POWER, libvirt 12.9 rounds up the sizes of the memory modules, and increases the
 * memory of the guest by the difference.
 */
function memoryOf(domain: DomainCursor, target: Target): bigint | undefined {
  const memory = domain.bytes('memory/value')
  if (memory === undefined || isBefore(target, '11.4.0')) return memory
  const { given, rounded } = moduleSizes(domain)
  return memory + rounded - given
}

const total = (sizes: readonly (bigint | undefined)[]): bigint =>
  sizes.reduce<bigint>((sum, size) => sum + (size ?? 0n), 0n)
