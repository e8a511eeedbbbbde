import type { DomainCursor } from '../cursor.ts'
import { archOf } from './machine.ts'

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

const PPC64_MODULE = 256n * 2n ** 20n

/**
 * The sizes of the memory devices of a guest in bytes: the sizes in the definition, and the sizes after rounding. On POWER,
 * libvirt rounds the size of a module up to a multiple of 256 MiB.
 */
export function moduleSizes(domain: DomainCursor): {
  readonly given: bigint
  readonly rounded: bigint
} {
  const isPower = /^ppc64/.test(archOf(domain) ?? '')
  let [given, rounded] = [0n, 0n]
  for (const device of domain.each('devices/memory')) {
    const size = device.bytes('target/size/value') ?? 0n
    const isRounded = isPower && device.text('model') === 'dimm'
    given += size
    rounded += isRounded ? ((size + PPC64_MODULE - 1n) / PPC64_MODULE) * PPC64_MODULE : size
  }
  return { given, rounded }
}

/** A size for messages: `512 MiB`, `1.5 MiB`, `64 KiB`. */
export function sizeText(bytes: bigint): string {
  if (bytes < 2n ** 20n) return `${bytes / 1024n} KiB`
  return `${(Number(bytes) / 2 ** 20).toFixed(bytes % 2n ** 20n === 0n ? 0 : 1)} MiB`
}
