import type { DomainCursor } from '../cursor.ts'

/** Whether all memory of a guest is shared with other processes on the host. */
export function sharesMemory(domain: DomainCursor): boolean {
  const isShared = domain.text('memoryBacking/access/mode') === 'shared'
  const cells = domain.each('cpu/numa/cell')
  if (cells.length === 0) return isShared
  return cells.every(cell => {
    const own = cell.text('memAccess')
    return own === undefined ? isShared : own === 'shared'
  })
}

/** The fix that makes a guest share its memory. */
export const sharedMemoryFix = (domain: DomainCursor) =>
  domain.addition(
    '.sharedMemory()',
    '<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>',
  )

/** A size for messages: `512 MiB`, `1.5 MiB`, `64 KiB`. */
export function sizeText(bytes: bigint): string {
  if (bytes < 2n ** 20n) return `${bytes / 1024n} KiB`
  return `${(Number(bytes) / 2 ** 20).toFixed(bytes % 2n ** 20n === 0n ? 0 : 1)} MiB`
}
