import type { Node } from '../../tree/node.ts'
import { identify } from './identity.ts'
import { fillDisks } from './targets.ts'

/**
 * Fills in what programs may leave out: UUIDs, MAC addresses, target names and buses of disks, and image formats. Besides
 * the domain type `kvm`, vmc has no other defaults.
 */
export function fill(domains: readonly Node[], project?: string): readonly Node[] {
  return identify(domains, project).map(fillDisks)
}
