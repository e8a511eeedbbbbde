import type { Here } from './here.ts'
import { down, each, keysOf, once, spelled } from './look.ts'

/** The addresses of all devices that are of one type, in the order of the devices. */
export const addresses = (domain: Here, type: string): readonly Here[] =>
  byType(domain).get(type) ?? NONE

const NONE: readonly Here[] = []

const byType = once((domain): ReadonlyMap<string, readonly Here[]> => {
  const found = new Map<string, Here[]>()
  const devices = down(domain, 'devices')
  if (!devices) return found
  for (const kind of keysOf(devices)) {
    // The first console is the first serial port once more.
    if (kind === 'console') continue
    for (const device of each(devices, kind)) {
      const address = down(device, 'address')
      const type = address && spelled(address, 'type')
      if (type === undefined) continue
      const others = found.get(type)
      if (others) others.push(address!)
      else found.set(type, [address!])
    }
  }
  return found
})
