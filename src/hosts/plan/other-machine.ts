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

/** Whether a program wants another kind of machine than a definition has: another board, not another version of it. */
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
 * A definition without the addresses, controllers and models of controllers that libvirt chose for its machine: another machine has
 * other buses. What the program sets stays. `definitionOf` has the element of the definition for each element of the program.
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

/** A device without the address, and a controller without the model, that its program does not set. */
function withoutPlace(device: Node, program: Node | undefined): Node {
  const keys = device.element.name === 'controller' ? ['address', 'model', 'target'] : ['address']
  return keys
    .filter(key => slotOf(device, key) && !(program && slotOf(program, key)))
    .reduce(withoutSlot, device)
}
