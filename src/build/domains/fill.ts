import type { Node } from '../../tree/node.ts'
import { fillControllers } from './controllers.ts'
import { identify } from './identity.ts'
import { fillDisks } from './targets.ts'

/**
 * Fills in the values that programs can leave out: UUIDs, MAC addresses, target names and buses of disks, image formats, and
 * indexes of PCI controllers. The only other default of vmc is the domain type `kvm`.
 */
export function fill(domains: readonly Node[], project?: string): readonly Node[] {
  return identify(domains, project).map(fillDevices)
}

/** Fills in the missing values of the disks and PCI controllers of a domain. */
export const fillDevices = (node: Node): Node => fillControllers(fillDisks(node))
