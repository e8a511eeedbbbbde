import type { Here } from './here.ts'
import { adding, down, each, spelled } from './look.ts'

/** Is the guest's memory shared with other programs of the host, all of it? */
export function sharesMemory(domain: Here): boolean {
  const isShared = spelled(down(domain, 'memoryBacking', 'access'), 'mode') === 'shared'
  const cells = each(down(domain, 'cpu', 'numa'), 'cell')
  if (cells.length === 0) return isShared
  return cells.every(cell => {
    const own = spelled(cell, 'memAccess')
    return own === undefined ? isShared : own === 'shared'
  })
}

/** What shares it. */
export const sharingMemory = (domain: Here) =>
  adding(
    domain,
    '.sharedMemory()',
    '<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>',
  )
