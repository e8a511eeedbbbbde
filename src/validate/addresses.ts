import type { Here } from './here.ts'
import { down, each, keysOf, spelled } from './look.ts'

/** The addresses of all devices that are of one type, in the order of the devices. */
export function addresses(domain: Here, type: string): readonly Here[] {
  const devices = down(domain, 'devices')
  if (!devices) return []
  const found: Here[] = []
  for (const kind of keysOf(devices)) {
    // The first console is the first serial port once more.
    if (kind === 'console') continue
    for (const device of each(devices, kind)) {
      const address = down(device, 'address')
      if (address && spelled(address, 'type') === type) found.push(address)
    }
  }
  return found
}
