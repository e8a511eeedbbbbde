import type { Address } from '../../schema/domain/address.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import { perDomain } from './per-domain.ts'

/** The device addresses of one type, such as "pci", in the order of the devices. */
export const addressesOf = (domain: DomainCursor, type: string): readonly Cursor<Address>[] =>
  byType(domain).get(type) ?? NONE

const NONE: readonly never[] = []

const byType = perDomain((domain): ReadonlyMap<string, readonly Cursor<Address>[]> => {
  const found = new Map<string, Cursor<Address>[]>()
  // A memory balloon or USB controller of model "none" is not a device, so libvirt ignores its address.
  const absent = [
    ...domain.each('devices/memballoon'),
    ...domain.each('devices/controller'),
  ].filter(device => device.text('model') === 'none')
  for (const address of domain.each('devices/*/address')) {
    // The first console is a copy of the first serial port, so the same address on both is not a conflict.
    if (address.parent?.key === 'console') continue
    if (absent.some(device => device === address.parent)) continue
    const type = address.text('type')
    if (type === undefined) continue
    const others = found.get(type)
    if (others) others.push(address)
    else found.set(type, [address])
  }
  return found
})
