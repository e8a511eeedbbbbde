import type { Node } from '../../tree/node.ts'
import { fillControllers } from './controllers.ts'
import { identify } from './identity.ts'
import { fillDisks } from './targets.ts'

/**
 * Fills in what programs may leave out: UUIDs, MAC addresses, target names and buses of disks, image formats, and the
 * indices of PCI controllers. Besides the domain type `kvm`, vmc has no other defaults.
 */
export function fill(domains: readonly Node[], project?: string): readonly Node[] {
  return identify(domains, project).map(fillDevices)
}

/** Fills in what the disks and PCI controllers of a domain leave out. */
export const fillDevices = (node: Node): Node => fillControllers(fillDisks(node))
