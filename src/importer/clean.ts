import { fieldOf } from '../dsl/normalise.ts'
import type { Field, Spelled } from '../schema/core/element.ts'
import {
  isNode,
  Misfit,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  slotOf,
  valuesOf,
} from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'
import { Placement } from './placement.ts'
import { spelled } from './spelled.ts'

/** A part of a document that is left out, and where it stood: its path is one of XPath. */
export interface Left {
  readonly path: string
  readonly origin: Origin
}

/**
 * A domain without what libvirt has set by itself: it would do so again. The table says what that may be; where there is
 * a comment, or something the format does not know, somebody has had a hand in it.
 */
export function clean(domain: Node): { readonly node: Node; readonly left: readonly Left[] } {
  const cleaner = new Cleaner(domain)
  const node = cleaner.clean(domain, {}, domain.element.name)
  const warnings = (node.extra ?? []).filter(isWarning)
  const extra = node.extra?.filter(raw => !isWarning(raw))
  return {
    node: { ...node, ...(extra && { extra }) },
    left: [...warnings.map(({ origin }) => ({ path: 'comment()', origin })), ...cleaner.left],
  }
}

// What libvirt writes above the files of its own that nobody should edit.
const isWarning = ({ xml }: Raw): boolean =>
  /^<!--\s*WARNING: THIS IS AN AUTO-GENERATED FILE/.test(xml)

class Cleaner {
  readonly #isLive: boolean
  readonly #placement: Placement
  left: readonly Left[] = []

  constructor(domain: Node) {
    this.#isLive = slotOf(domain, 'id') !== undefined
    this.#placement = new Placement(domain)
  }

  clean(node: Node, parent: Spelled, path: string): Node {
    const own = spelled(node)
    const fields: Record<string, Slot> = {}
    let extra = node.extra
    for (const [key, slot] of Object.entries(node.fields)) {
      const field = fieldOf(node.element, key)
      const kept: (Scalar | Node | Misfit)[] = []
      const moved = new Map<number, number>()
      for (const [index, value] of valuesOf(slot).entries()) {
        const here = `${path}/${stepOf(field, key, index)}`
        const rest = this.#rest(field, value, {
          node,
          own,
          parent,
          path: here,
          origin: slot.origin,
        })
        if (rest === undefined) continue
        moved.set(index + 1, kept.length + 1)
        kept.push(rest)
      }
      if (kept.length < valuesOf(slot).length) extra = reanchored(extra, key, moved)
      if (kept.length > 0)
        fields[key] = { ...slot, value: Array.isArray(slot.value) ? kept : kept[0]! }
    }
    const { element, origin } = node
    return { element, fields, origin, ...(extra && { extra }) }
  }

  // What stays of a value.
  #rest(
    field: Field | undefined,
    value: Scalar | Node | Misfit,
    { node, own, parent, path, origin }: Standing,
  ): Scalar | Node | Misfit | undefined {
    // What an element must have stays as long as the element.
    const isTaken =
      !field ||
      value instanceof Misfit ||
      isTouched(isNode(value) || !field.required ? value : node)
    if (!isTaken && this.#isAssigned(field, own, parent)) return this.#leave(path, origin)
    if (!field || !isNode(value)) return value
    if (!isTaken && this.#isAssignedWhole(field, value, node, own))
      return this.#leave(path, value.origin)
    const before = this.left
    const rest = this.clean(value, own, path)
    // What held no more than such values goes with them.
    const isEmpty = Object.keys(rest.fields).length === 0 && isFlat(value)
    if (isTaken || this.left === before || !isEmpty || field.bare) return rest
    this.left = before
    return this.#leave(path, value.origin)
  }

  #isAssigned({ assigned }: Field, own: Spelled, parent: Spelled): boolean {
    if (typeof assigned === 'function') return assigned(own, parent)
    return assigned === true || (assigned === 'live' && this.#isLive)
  }

  #isAssignedWhole(field: Field, value: Node, node: Node, own: Spelled): boolean {
    if (field === node.element.fields.address && value.element.assigned)
      return value.element.assigned(spelled(value), own) && this.#placement.isAssigned(node)
    if (value.element.name === 'controller') return this.#placement.adds(value)
    return value.element.assigned?.(spelled(value), own) ?? false
  }

  #leave(path: string, origin: Origin): undefined {
    this.left = [...this.left, { path, origin }]
  }
}

/** The element that a value stands in, what that stands in, and where. */
interface Standing {
  readonly node: Node
  readonly own: Spelled
  readonly parent: Spelled
  readonly path: string
  readonly origin: Origin
}

function stepOf(field: Field | undefined, key: string, index: number): string {
  const name = field?.name ?? key
  if (field?.kind === 'attribute') return `@${name}`
  if (field?.kind === 'text') return 'text()'
  return field?.many ? `${name}[${index + 1}]` : name
}

const isTouched = (value: Scalar | Node): boolean =>
  isNode(value) &&
  (value.extra !== undefined ||
    Object.values(value.fields).some(slot =>
      valuesOf(slot).some(one => isNode(one) && isTouched(one)),
    ))

const isFlat = ({ fields }: Node): boolean =>
  !Object.values(fields).some(slot => valuesOf(slot).some(isNode))

// What stood in front of the third stands in front of the second, if the first has gone.
function reanchored(
  extra: readonly Raw[] | undefined,
  key: string,
  moved: ReadonlyMap<number, number>,
): readonly Raw[] | undefined {
  return extra?.map(raw => {
    const nth = new RegExp(`^${key}\\[(\\d+)\\]$`).exec(raw.before ?? '')?.[1]
    const now = nth === undefined ? undefined : moved.get(Number(nth))
    return now === undefined ? raw : { ...raw, before: `${key}[${now}]` }
  })
}
