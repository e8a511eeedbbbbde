import type { Matches } from '../../tree/merge/match.ts'
import {
  childAt,
  childrenAt,
  type Node,
  scalarAt,
  slotOf,
  withoutSlot,
  withSlot,
} from '../../tree/node.ts'
import { machineFamily } from './machine-alias.ts'

/**
 * Whether a program requires another kind of machine than a definition has. Another version of the same machine is not another
 * kind.
 */
export function isOtherMachine(program: Node, definition: Node): boolean {
  const [wanted, current] = [program, definition].map(node =>
    scalarAt(node, 'os', 'type', 'machine'),
  )
  return (
    wanted !== undefined &&
    current !== undefined &&
    machineFamily(String(wanted)) !== machineFamily(String(current))
  )
}

/**
 * Returns a definition without the addresses, controllers and controller models that libvirt chose for its machine. These
 * values are removed because another machine has other buses. Values that the program sets are kept. `definitionOf` maps
 * elements of the program to elements of the definition.
 */
export function withoutBuses(definition: Node, definitionOf: Pick<Matches, 'entries'>): Node {
  const programOf = new Map([...definitionOf.entries()].map(([own, one]) => [one, own]))
  const devices = childAt(definition, 'devices')
  if (!devices) return definition
  const value = Object.keys(devices.fields).reduce((node, kind) => {
    const slot = slotOf(node, kind)!
    if (!Array.isArray(slot.value)) return withChild(node, kind, programOf)
    const list = childrenAt(node, kind)
      .filter(device => kind !== 'controller' || programOf.has(device))
      .map(device => withoutPlace(device, programOf.get(device)))
    return list.length === 0
      ? withoutSlot(node, kind)
      : withSlot(node, kind, { ...slot, value: list })
  }, devices)
  return withSlot(definition, 'devices', { ...slotOf(definition, 'devices')!, value })
}

function withChild(devices: Node, kind: string, programOf: ReadonlyMap<Node, Node>): Node {
  const device = childAt(devices, kind)
  if (!device) return devices
  const value = withoutPlace(device, programOf.get(device))
  return withSlot(devices, kind, { ...slotOf(devices, kind)!, value })
}

/**
 * Removes the address of a device and the model of a controller, unless the program sets them. On another machine type, these
 * values may be wrong.
 */
function withoutPlace(device: Node, program: Node | undefined): Node {
  const keys = device.element.name === 'controller' ? ['address', 'model', 'target'] : ['address']
  return keys
    .filter(key => slotOf(device, key) && !(program && slotOf(program, key)))
    .reduce(withoutSlot, device)
}
