import { assignAddresses, readDefinition } from '../../check/addresses/assign.ts'
import { cursorOf } from '../../check/element-cursor.ts'
import { type Cleaned, clean } from '../../importer/clean.ts'
import type { Node } from '../../tree/node.ts'
import { fillControllers } from '../domains/controllers.ts'

/**
 * Removes from a domain the values that libvirt sets itself. An address or controller is removed only if libvirt would add the
 * same address or controller again. To find this out, vmc assigns addresses in the same way as libvirt.
 */
export function cleanDomain(domain: Node): Cleaned {
  const wanted = controllersOf(domain)
  for (const pci of ['none', 'ports', 'controllers'] as const) {
    const cleaned = numbered(clean(domain, pci))
    if (controllersOf(cleaned.node) === wanted) return cleaned
  }
  return numbered(clean(domain, 'all'))
}

// An import can leave out the PCI root controller. The other PCI controllers still keep the numbers that they have with a
// root controller.
const numbered = ({ node, leftOut }: Cleaned): Cleaned => ({ node: fillControllers(node), leftOut })

/**
 * The controllers of a domain, including those that libvirt adds, and the problems that prevent libvirt from assigning
 * addresses. The result is a text, so that two domains can be compared.
 */
function controllersOf(domain: Node): string {
  const cursor = cursorOf(domain)
  const definition = readDefinition(cursor, {})
  const problems = assignAddresses(cursor, definition, {})
  const controllers = definition.controllers.map(
    ({ type, index, model }) => `${type} ${index} ${model}`,
  )
  return [...controllers.sort(), ...problems.map(({ kind }) => kind)].join('\n')
}
