import { sizeText } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'

/** The memory of a guest must be the sum of the memory of its NUMA cells. */
export const numaMemory = rule({
  code: 'VMC2141',
  slug: 'numa-memory',
  severity: 'warning',
  title: '<memory> is not the sum of the NUMA cells',
  help: 'libvirt replaces the value of <memory> with the total memory of the cells in <numa>. Leave <memory> out, or set it to this total.',
  for: 'libvirt',
  source: 'domain_postparse.c: virDomainDefPostParseMemory',
  on: 'cpu/numa',
  example: {
    xml: `<memory unit="GiB">{8 -> 4}</memory><vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-1" memory="4" unit="GiB"/></numa></cpu>`,
  },
  *check(numa, { domain }) {
    const memory = domain.first('memory')
    const given = memory?.bytes('value')
    const cells = numa.each('cell')
    // Some domain definitions include the size of the memory modules in <memory>, and others do not, so this rule skips
    // guests with memory modules.
    if (!memory || given === undefined || cells.length === 0 || domain.has('devices/memory')) return
    const sizes = cells.map(cell => cell.bytes('memory')).filter(size => size !== undefined)
    const sum = sizes.reduce((total, size) => total + size, 0n)
    if (sizes.length < cells.length || given === sum) return
    yield memory.report(
      'value',
      `memory is ${sizeText(given)}, but the NUMA cells have ${sizeText(sum)} together`,
      'leave memory out, or set it to the sum of the cells',
    )
  },
})
