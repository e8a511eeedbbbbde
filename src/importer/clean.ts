import { fieldOf } from '../dsl/normalise.ts'
import type { Field, XmlValues } from '../schema/core/element.ts'
import {
  InvalidValue,
  isNode,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  slotOf,
  Unchecked,
  valuesOf,
} from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'
import { Implicit } from './implicit.ts'
import { type PciParts, Placement } from './placement.ts'
import { xmlValues } from './xml-values.ts'

/** The path and location of an attribute, element or comment that an import leaves out of the program. */
interface LeftOut {
  readonly path: string
  readonly origin: Origin
}

/** A domain without the values that libvirt sets by itself, and a list of the values that were removed. */
export interface Cleaned {
  readonly node: Node
  readonly leftOut: readonly LeftOut[]
}

/**
 * Removes attributes and elements of a domain that libvirt has added and would add again. The schema marks them. An element
 * that contains a comment or an unknown element is kept, because a user has edited it.
 */
export function clean(domain: Node, pci: PciParts): Cleaned {
  const cleaner = new Cleaner(domain, pci)
  const node = cleaner.clean(domain, {}, domain.element.name)
  const warnings = (node.extra ?? []).filter(isWarning)
  const extra = node.extra?.filter(raw => !isWarning(raw))
  return {
    node: { ...node, ...(extra && { extra }) },
    leftOut: [...warnings.map(({ origin }) => ({ path: 'comment()', origin })), ...cleaner.leftOut],
  }
}

// Whether raw XML is the warning comment that libvirt writes at the top of its domain files. An import leaves out this comment,
// because it contains no information about the domain.
const isWarning = ({ xml, isText }: Raw): boolean =>
  !isText && /^<!--\s*WARNING: THIS IS AN AUTO-GENERATED FILE/.test(xml)

class Cleaner {
  readonly #isLive: boolean
  readonly #placement: Placement
  readonly #implicit: Implicit
  readonly leftOut: LeftOut[] = []

  constructor(domain: Node, pci: PciParts) {
    this.#isLive = slotOf(domain, 'id') !== undefined
    this.#placement = new Placement(domain, pci)
    this.#implicit = new Implicit(domain)
  }

  clean(node: Node, parent: XmlValues, path: string): Node {
    const own = xmlValues(node)
    const fields: Record<string, Slot> = {}
    let extra = node.extra
    for (const [key, slot] of Object.entries(node.fields)) {
      const field = fieldOf(node.element, key)
      const kept: (Scalar | Node | InvalidValue)[] = []
      const moved = new Map<number, number>()
      for (const [index, value] of valuesOf(slot).entries()) {
        const valuePath = `${path}/${stepOf(field, key, index)}`
        const rest = this.#rest(field, value, {
          node,
          own,
          parent,
          path: valuePath,
          origin: slot.origin,
          key,
          index,
        })
        if (rest === undefined) continue
        moved.set(index + 1, kept.length + 1)
        kept.push(rest)
      }
      if (kept.length < valuesOf(slot).length) extra = renumbered(extra, key, moved)
      if (kept.length > 0)
        fields[key] = { ...slot, value: Array.isArray(slot.value) ? kept : kept[0]! }
    }
    const { element, origin } = node
    return { element, fields, origin, ...(extra && { extra }) }
  }

  // Returns a value without the parts that the import leaves out. Returns `undefined` if the import leaves out the whole
  // value.
  #rest(
    field: Field | undefined,
    value: Scalar | Node | InvalidValue,
    { node, own, parent, path, origin, key, index }: ValueContext,
  ): Scalar | Node | InvalidValue | undefined {
    // A required value is kept if the element that contains it is kept.
    const isKept =
      !field ||
      value instanceof InvalidValue ||
      isTouched(isNode(value) || !field.required ? value : node)
    if (!isKept && this.#isAssigned(field, own, parent)) return this.#leaveOut(path, origin)
    const isAdded =
      this.#implicit.isAdded(node, key, value, index) ||
      (!isKept && this.#placement.isSetAgain(node, key))
    if (isAdded && !hasContent(value)) return this.#leaveOut(path, origin)
    if (!field || !isNode(value)) return value
    if (!isKept && this.#isAssignedWhole(field, value, node, own))
      return this.#leaveOut(path, value.origin)
    const before = this.leftOut.length
    const rest = this.clean(value, own, path)
    // If all values of an element are left out, the element itself is also left out.
    const isEmpty = Object.keys(rest.fields).length === 0 && isFlat(value)
    if (isKept || this.leftOut.length === before || !isEmpty || field.allowsEmpty) return rest
    this.leftOut.length = before
    return this.#leaveOut(path, value.origin)
  }

  #isAssigned({ assigned }: Field, own: XmlValues, parent: XmlValues): boolean {
    if (typeof assigned === 'function') return assigned(own, parent)
    return assigned === true || (assigned === 'live' && this.#isLive)
  }

  #isAssignedWhole(field: Field, value: Node, node: Node, own: XmlValues): boolean {
    if (field === node.element.fields.address && value.element.assigned)
      return value.element.assigned(xmlValues(value), own) && this.#placement.isAssigned(node)
    if (value.element.name === 'controller') return this.#placement.isAdded(value)
    return value.element.assigned?.(xmlValues(value), own) ?? false
  }

  #leaveOut(path: string, origin: Origin): undefined {
    this.leftOut.push({ path, origin })
    return undefined
  }
}

/**
 * The surroundings of a value: the element that contains the value, the attributes of this element, and the attributes of its
 * parent.
 */
interface ValueContext {
  readonly node: Node
  readonly own: XmlValues
  readonly parent: XmlValues
  readonly path: string
  readonly origin: Origin
  readonly key: string
  readonly index: number
}

// Returns the last step in the XPath of a value.
function stepOf(field: Field | undefined, key: string, index: number): string {
  const name = field?.name ?? key
  if (field?.kind === 'attribute') return `@${name}`
  if (field?.kind === 'text') return 'text()'
  return field?.many ? `${name}[${index + 1}]` : name
}

// Whether an element contains a comment or raw XML.
const hasContent = (value: Scalar | Node | InvalidValue): boolean =>
  isNode(value) && (value.extra?.length ?? 0) > 0

/** Whether an element contains a comment or unknown XML. If it does, a user has edited it. */
function isTouched(value: Scalar | Node): boolean {
  if (!isNode(value)) return false
  const known = touched.get(value)
  if (known !== undefined) return known
  const found =
    value.extra !== undefined ||
    Object.values(value.fields).some(slot =>
      valuesOf(slot).some(one => (isNode(one) ? isTouched(one) : one instanceof Unchecked)),
    )
  touched.set(value, found)
  return found
}

// Caches whether an element contains a comment or raw XML, because this is asked for each value of the element.
const touched = new WeakMap<Node, boolean>()

const isFlat = ({ fields }: Node): boolean =>
  !Object.values(fields).some(slot => valuesOf(slot).some(isNode))

// Updates the positions of comments and raw XML in a list after some values of the list have been removed.
function renumbered(
  extra: readonly Raw[] | undefined,
  key: string,
  moved: ReadonlyMap<number, number>,
): readonly Raw[] | undefined {
  return extra?.map(raw => {
    const nth = raw.before?.startsWith(`${key}[`) ? raw.before.slice(key.length + 1, -1) : undefined
    const now = nth === undefined ? undefined : moved.get(Number(nth))
    return now === undefined ? raw : { ...raw, before: `${key}[${now}]` }
  })
}
