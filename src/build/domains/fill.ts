import type { Node } from '../../tree/node.ts'
import { identify } from './identity.ts'
import { fillDisks } from './targets.ts'

/**
 * Fills in, in a whole fleet, what a definition needs and a program may leave out: UUIDs, MAC addresses, the device
 * names and buses of disks, the formats of images. These are all of vmc's defaults, beside the domain's type `kvm`.
 */
export function fill(domains: readonly Node[]): readonly Node[] {
  return identify(domains).map(fillDisks)
}
