import { fieldLocation, locationOf, type Position } from '../check/position.ts'
import { lookup } from '../schema/core/lookup.ts'
import {
  type InvalidValue,
  isNode,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  type Value,
  valuesOf,
} from '../tree/node.ts'

type One = Scalar | Node | InvalidValue

/** An element, an attribute, a text or a piece of raw XML that can be left out of an XML document. */
export interface Part {
  readonly value: One | Raw
  /** The field of the parent element that contains this part of the document. `undefined` for raw XML. */
  readonly key: string | undefined
  /**
   * The position of this part of the document if it is an element. Otherwise, the position of the element that contains this
   * part.
   */
  readonly position: Position
  readonly slot: Slot | undefined
  /** The attributes, texts and child elements of this part of the document, if it is an element. */
  readonly parts: readonly Part[]
  /** Whether this part of the document is never left out, because libvirt requires it or vmc sets it. */
  readonly isFixed: boolean
  /** The value that replaces this part of the document when it is left out. Set only if libvirt requires the field. */
  readonly substitute?: One
}

/** The paths of the fields that are never left out, because libvirt requires them or vmc sets them. */
const FIXED = new Set(['type', 'name', 'uuid', 'os', 'os/type', 'os/type/value', 'os/type/arch'])

/** Returns the elements, attributes, texts and raw XML of a domain, except comments. */
export const partsOf = (domain: Node): readonly Part[] =>
  partsBelow({ node: domain, name: domain.element.name }, '')

function partsBelow(parent: Position, path: string): readonly Part[] {
  const { node } = parent
  const raws = (node.extra ?? []).filter(({ xml }) => /^\s*<\w/.test(xml))
  return [
    ...Object.entries(node.fields).flatMap(([key, slot]) =>
      valuesOf(slot).map((value, index) =>
        partAt(parent, `${path}${key}`, key, slot, value, index),
      ),
    ),
    ...raws.map(value => ({
      value,
      key: undefined,
      position: parent,
      slot: undefined,
      parts: [],
      isFixed: false,
    })),
  ]
}

function partAt(
  parent: Position,
  path: string,
  key: string,
  slot: Slot,
  value: One,
  index: number,
): Part {
  const field = lookup(parent.node.element.fields, key)
  const substitute = substituteFor(path, value)
  const isFixed = FIXED.has(path)
  const own = { value, key, slot, isFixed, ...(substitute !== undefined && { substitute }) }
  if (!isNode(value)) return { ...own, position: parent, parts: [] }
  const position: Position = {
    node: value,
    name: field?.name ?? key,
    key,
    parent,
    ...(field?.many && { index: index + 1 }),
  }
  return { ...own, position, parts: partsBelow(position, `${path}/`) }
}

/** Patterns for the names of machine types that contain a release, and the name without the release for each of them. */
const MACHINES = [
  [/^pc-q35-/, 'q35'],
  [/^pc-/, 'pc'],
  [/^pseries-/, 'pseries'],
  [/^virt-/, 'virt'],
] as const

function substituteFor(path: string, value: One): One | undefined {
  if (path === 'memory' && isNode(value))
    return { ...value, fields: { value: { value: 1048576, origin: value.origin } } }
  if (path !== 'os/type/machine') return undefined
  return MACHINES.find(([pattern]) => pattern.test(String(value)))?.[1]
}

/**
 * The NICs of a domain. They are left out when libvirt generates the command line of QEMU, because libvirt would create a
 * network device on the host for each NIC and run the script of the NIC. No check is lost, because libvirt checks NICs when a
 * domain is defined.
 */
export const nicsIn = (parts: readonly Part[]): readonly Part[] =>
  parts
    .filter(({ key }) => key === 'devices')
    .flatMap(devices => devices.parts.filter(({ key }) => key === 'interface'))

/** Returns a copy of a domain without some of its elements, attributes and texts. */
export function without(domain: Node, parts: readonly Part[], out: ReadonlySet<Part>): Node {
  const fields: Record<string, Slot> = {}
  for (const [key, slot] of Object.entries(domain.fields)) {
    const own = parts.filter(part => part.key === key)
    const values = own.flatMap(part => {
      if (out.has(part)) return part.substitute === undefined ? [] : [part.substitute]
      return isNode(part.value) ? [without(part.value, part.parts, out)] : [part.value as Scalar]
    })
    if (values.length > 0)
      fields[key] = { ...slot, value: Array.isArray(slot.value) ? values : (values[0] as Value) }
  }
  const { extra, ...rest } = domain
  const raws = parts.filter(({ key }) => key === undefined)
  const kept = raws.filter(part => !out.has(part)).map(({ value }) => value as Raw)
  return { ...rest, fields, ...(kept.length > 0 && { extra: kept }) }
}

/**
 * Returns the device or other element that contains a part of the document. The returned element is at most two levels below
 * the domain. Such an element can usually be left out without an effect on other elements.
 */
export function wholeOf(part: Part, parts: readonly Part[]): Part {
  const outer = parts.find(one => contains(one, part))
  const inner = outer?.parts.find(one => contains(one, part))
  const whole = inner && kindOf(inner) === 'element' ? inner : outer
  return whole && !whole.isFixed ? whole : part
}

const contains = (outer: Part, part: Part): boolean =>
  outer === part || outer.parts.some(one => contains(one, part))

/** Returns the elements, attributes and texts at these paths. Returns `undefined` if the document does not have all of them. */
export function partsAt(
  paths: readonly string[],
  parts: readonly Part[],
): readonly Part[] | undefined {
  const found = paths.map(path => partAtPath(path, parts))
  return found.every(part => part !== undefined) ? found : undefined
}

function partAtPath(path: string, parts: readonly Part[]): Part | undefined {
  for (const part of parts) {
    const own = locate(part).path
    if (own === path) return part
    const inner = path.startsWith(`${own}/`) ? partAtPath(path, part.parts) : undefined
    if (inner) return inner
  }
  return undefined
}

/** Returns the path and location of a part of the document, for a diagnostic. */
export function locate({ value, key, position, slot }: Part) {
  if (key === undefined) return { ...locationOf(position), origin: (value as Raw).origin }
  if (isNode(value)) return locationOf(position)
  return fieldLocation(position, key, lookup(position.node.element.fields, key), slot!.origin)
}

/** Returns the kind of a part of the document, for a message: `element`, `attribute` or `text`. */
export function kindOf({ value, key, position }: Part): string {
  if (key === undefined || isNode(value)) return 'element'
  const kind = lookup(position.node.element.fields, key)?.kind
  return kind === 'attribute' ? 'attribute' : kind === 'text' ? 'text' : 'element'
}
