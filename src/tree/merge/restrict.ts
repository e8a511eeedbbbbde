import { lookup } from '../../schema/core/lookup.ts'
import { childAt, isNode, type Node, type Slot, slotOf, valuesOf } from '../node.ts'
import { withoutLayout } from '../raw-layout.ts'
import { hasItemNames } from './device-keys.ts'
import type { Matches } from './match.ts'
import { leafOf, sizeKeys } from './same.ts'

/**
 * A definition that is reduced to the fields that a program sets. Two maps lead from the elements of the program to the
 * elements of the reduced definition, and from these to the elements of the full definition.
 */
export interface Restricted {
  readonly node: Node
  /** For each element of the program, the matching element of the reduced definition. */
  readonly baseOf: Matches
  /** For each element of the reduced definition, the matching element of the full definition. */
  readonly targetOf: Matches
}

/** Reduces a definition to the fields that a program sets. The fields keep the values that they have in the definition. */
export function restrict(program: Node, definition: Node, definitionOf: Matches): Restricted {
  const baseOf = new Map<Node, Node>()
  const targetOf = new Map<Node, Node>()
  const visit = (own: Node, known: Node): Node => {
    const fields: Record<string, Slot> = {}
    const size = sizeKeys(own.element)
    const take = (key: string): void => {
      const slot = slotOf(known, key)
      if (slot) fields[key] = slot
    }
    for (const [key, slot] of Object.entries(own.fields)) {
      const field = lookup(own.element.fields, key)
      if (field?.many && field.kind === 'child' && (isDevices(own) || hasItemNames(key))) {
        const value = valuesOf(slot).flatMap(item => {
          const partner = isNode(item) ? definitionOf.get(item) : undefined
          return isNode(item) && partner ? [visit(item, partner)] : []
        })
        if (value.length > 0) fields[key] = { ...slot, value }
      } else if (field?.kind === 'child' && !field.many) {
        const [child, partner] = [childAt(own, key), childAt(known, key)]
        if (child && partner) fields[key] = { ...slot, value: visit(child, partner) }
      } else if (field?.many || leafOf(own, key) !== undefined) {
        take(key)
        if (key === size?.number) take('unit')
      }
    }
    const raws = new Set((own.extra ?? []).map(({ xml }) => withoutLayout(xml)))
    const extra = (known.extra ?? []).filter(({ xml }) => raws.has(withoutLayout(xml)))
    const node: Node = {
      element: own.element,
      fields,
      origin: known.origin,
      ...(extra.length > 0 && { extra }),
    }
    baseOf.set(own, node)
    targetOf.set(node, known)
    return node
  }
  return { node: visit(program, definition), baseOf, targetOf }
}

const isDevices = ({ element }: Node): boolean => element.name === 'devices'
