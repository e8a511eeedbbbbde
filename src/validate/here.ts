import type { Field } from '../schema/element.ts'
import type { Node } from '../tree/node.ts'

/** Where the check stands: an element, and the way down to it. A path is put together only when there is something to say. */
export interface Here {
  readonly node: Node
  readonly name: string
  /** Which of several it is, from 1. */
  readonly index?: number
  readonly up?: Here
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
