import type { DomainCursor } from '../../check/cursor.ts'
import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'

/** A page size must be one that a host can have: a power of two, and at least 4 KiB. */
export const hugepagesSize = rule({
  code: 'VMC2971',
  slug: 'hugepages-size',
  severity: 'warning',
  title: 'no host has memory pages of this size',
  help: 'libvirt starts a guest with huge pages only if the host has huge pages of exactly this size. The sizes of pages are powers of two: 2 MiB and 1 GiB on x86. The units KB, MB and GB are powers of 1000, and a number without a unit is in KiB. Use a unit such as MiB or GiB.',
  for: 'qemu',
  source: 'qemu_command.c: qemuBuildMemoryGetPagesize; qemu_conf.c: qemuGetDomainHupageMemPath',
  on: ['memoryBacking/hugepages/page', 'devices/memory/source/pagesize'],
  example: {
    ts: ".hugepages('1{GB -> GiB}')",
    xml: '<memoryBacking><hugepages><page size="1" unit="{GB -> GiB}"/></hugepages></memoryBacking>',
  },
  *check(page, { domain }) {
    const field = page.name === 'page' ? 'size' : 'value'
    const bytes = page.bytes(field)
    if (bytes === undefined || bytes === 0n) return
    // libvirt rounds the size up to KiB.
    const kib = (bytes + 1023n) / 1024n
    if (kib >= SMALLEST_KIB && (kib & (kib - 1n)) === 0n) return
    if (field === 'size' && !page.has('nodeset') && isUnused(domain)) return
    const number = page.text(field)
    const unit = page.text('unit')
    const binary = DECIMAL.exec(unit ?? '')?.[1]?.toUpperCase()
    yield page.report(
      field,
      unit === undefined
        ? `no host has memory pages of ${number} KiB, the unit of a number without a unit`
        : `no host has memory pages of ${number} ${unit}${binary === undefined ? '' : `, which is ${bytes} bytes`}`,
      binary !== undefined && isPowerOfTwo(number)
        ? `write unit="${binary}iB", in a program ${binary}iB(${number})`
        : 'x86 has huge pages of 2 MiB and 1 GiB: in a program MiB(2) or GiB(1)',
    )
  },
})

// The smallest page size of a host. libvirt also accepts it for huge pages, and then uses ordinary memory.
const SMALLEST_KIB = 4n

/** Matches the units that are powers of 1000. */
const DECIMAL = /^([kmgtpe])b$/i

const isPowerOfTwo = (number: string | undefined): boolean =>
  Number.isInteger(Math.log2(Number(number)))

/** Whether all NUMA nodes of a guest have a page size of their own, so that libvirt ignores the page size for other nodes. */
function isUnused(domain: DomainCursor): boolean {
  const cells = domain.each('cpu/numa/cell')
  const own = new Set(
    domain
      .each('memoryBacking/hugepages/page')
      .flatMap(page => [...(numberSet(page.text('nodeset')) ?? [])]),
  )
  return cells.length > 0 && cells.every((cell, index) => own.has(cell.number('id') ?? index))
}
