import { type Node, scalarAt, slotOf, withSlot } from '../../tree/node.ts'
import { devicesOf, withDevices } from './identity.ts'
import { isQemu } from './targets.ts'

const ROOTS = ['pci-root', 'pcie-root']

/**
 * Numbers the PCI controllers from 1. libvirt would give the first of them the index 0, which belongs to the root
 * controller of the machine, and then refuse the domain. With a root controller in the definition, libvirt numbers the
 * others itself.
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
