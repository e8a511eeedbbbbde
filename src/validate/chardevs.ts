import type { Here } from './here.ts'
import { devices, down, once, spelled } from './look.ts'

const KINDS = ['serial', 'parallel', 'console', 'channel', 'smartcard', 'redirdev'] as const

/** Everything that has two ends as a character device has: a `type`, and sources on the host. */
export const chardevs = once((domain): readonly Here[] => {
  const found: Here[] = KINDS.flatMap(kind => devices(domain, kind))
  for (const rng of devices(domain, 'rng')) {
    const backend = down(rng, 'backend')
    if (backend && spelled(backend, 'model') === 'egd') found.push(backend)
  }
  return found
})
