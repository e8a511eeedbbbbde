import { type Node, scalarAt, slotOf, withSlot } from '../../tree/node.ts'
import { devicesOf, withDevices } from './identity.ts'
import { isQemu } from './targets.ts'

const ROOTS = ['pci-root', 'pcie-root']

/**
 * Numbers the PCI controllers that have no index, starting at 1. libvirt would give the first of them the index 0 and then
 * refuse the domain, because this index belongs to the root controller of the machine. If the definition contains the root
 * controller, libvirt numbers the others correctly, so nothing is changed.
 */
export function fillControllers(node: Node): Node {
  const controllers = devicesOf(node, 'controller')
  const pci = controllers.filter(one => scalarAt(one, 'type') === 'pci')
  const unnumbered = new Set(pci.filter(one => slotOf(one, 'index') === undefined))
  if (unnumbered.size === 0 || !isQemu(node) || pci.some(isRoot)) return node
  const used = new Set(pci.map(one => Number(scalarAt(one, 'index'))))
  let index = 0
  const next = (): number => {
    do index++
    while (used.has(index))
    return index
  }
  const numbered = controllers.map(one =>
    unnumbered.has(one) ? withSlot(one, 'index', { value: next(), origin: one.origin }) : one,
  )
  return withDevices(node, 'controller', numbered)
}

const isRoot = (controller: Node): boolean =>
  ROOTS.includes(String(scalarAt(controller, 'model'))) || scalarAt(controller, 'index') === 0
