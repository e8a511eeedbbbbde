import type { Code } from '../diagnostics/codes.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Field } from '../schema/element.ts'
import { lookup } from '../schema/lookup.ts'
import { type Misfit, type Node, type Scalar, slotOf, valuesOf } from '../tree/node.ts'
import { isCall, type Origin } from '../tree/origin.ts'

/** Where the check stands: an element, and the way down to it. A path is put together only when there is something to say. */
export interface Here {
  readonly node: Node
  readonly name: string
  /** The field of the element above that holds it. */
  readonly key?: string | undefined
  /** Which of several it is, from 1. */
  readonly index?: number | undefined
  readonly up?: Here | undefined
}

/** The path of an element: `domain/devices/disk[1]`. */
export function pathOf(here: Here): string {
  const step = here.index === undefined ? here.name : `${here.name}[${here.index}]`
  return here.up ? `${pathOf(here.up)}/${step}` : step
}

/** The path of a field of an element: `domain/devices/disk[1]/target/@bus`. */
export function fieldPath(here: Here, key: string, field: Field | undefined): string {
  const name = field?.name ?? key
  if (field?.kind === 'text') return pathOf(here)
  return `${pathOf(here)}/${field?.kind === 'attribute' ? '@' : ''}${name}`
}

/**
 * The keys from the call that wrote a field down to it, where one call wrote a whole object: `disk`, 1, `source`, `file`
 * for the second object that the call added to the disks.
 */
export function trailOf(here: Here, key: string, origin: Origin): readonly (string | number)[] {
  // A document has a place for every tag and attribute.
  if (!isCall(origin)) return []
  const trail: (string | number)[] = [key]
  for (let at: Here | undefined = here; at?.key !== undefined; at = at.up) {
    if (at.node.origin !== origin) break
    if (at.index !== undefined) trail.unshift(beside(at, origin))
    trail.unshift(at.key)
  }
  return trail
}

// How many of its list the same call wrote before it.
function beside({ up, key, index }: Here, origin: Origin): number {
  const originOf = (value: Scalar | Node | Misfit) =>
    typeof value === 'object' ? value.origin : undefined
  return valuesOf(slotOf(up!.node, key!))
    .slice(0, index! - 1)
    .filter(value => originOf(value) === origin).length
}

/** Does a field stand in the XML? A flag that is off, an empty list and a field left to libvirt do not. */
export function isPresent(node: Node, key: string): boolean {
  const slot = slotOf(node, key)
  if (slot === undefined) return false
  const isSaid = (value: unknown) =>
    value !== false || lookup(node.element.fields, key)?.codec !== undefined
  return Array.isArray(slot.value) ? slot.value.some(isSaid) : isSaid(slot.value)
}

/** Takes what a check finds. */
export type Report = (code: Code, finding: Finding) => void

/** Where a field of an element was written. */
export const at = (here: Here, key: string, field: Field | undefined, origin: Origin) => ({
  path: fieldPath(here, key, field),
  origin,
  trail: trailOf(here, key, origin),
})
