import { fieldOf } from '../dsl/normalise.ts'
import { difference } from '../tree/equal.ts'
import {
  isLeftOut,
  isNode,
  type Node,
  type Scalar,
  slotOf,
  type Value,
  valuesOf,
  withoutSlot,
  withSlot,
} from '../tree/node.ts'

import { isComment } from './raws.ts'

/** A function that adds default values to domains, as a build does. */
export type Fill = (domains: readonly Node[]) => readonly Node[]

/**
 * Removes the values that a build would add again. A field is removed only if `fill` restores its value. If the domain does not
 * have a value that a build would add, the field is set to `false`, so that a build does not add it. To save time, the fields
 * of one kind are first removed from all devices at once.
 */
function omitDefaults(node: Node, fill: Fill): Node {
  const filled = (one: Node): Node => fill([one])[0]!
  let kept = declineDefaults(node, filled(node))
  let paths = pathsByKind(kept)
  const changed = new Set<string>()
  const omitIfSame = (kind: string): void => {
    const without = omitKind(kept, node, paths.get(kind) ?? [], filled)
    if (without === kept) return
    changed.add(parentOf(kind))
    kept = without
    paths = pathsByKind(kept)
  }
  for (const kind of paths.keys()) omitIfSame(kind)
  // A build fills in some fields of an element together. The program can omit one of them only after it has omitted the
  // other, so the fields of a changed element are tried a second time.
  for (const kind of paths.keys()) if (changed.has(parentOf(kind))) omitIfSame(kind)
  return kept
}

/** Returns the paths of the fields that a build may add again, grouped by the kind of field. */
function pathsByKind(node: Node): ReadonlyMap<string, readonly Path[]> {
  const byKind = new Map<string, Path[]>()
  for (const path of fillablePaths(node)) {
    const kind = kindOf(path)
    const same = byKind.get(kind)
    if (same) same.push(path)
    else byKind.set(kind, [path])
  }
  return byKind
}

const parentOf = (kind: string): string => kind.slice(0, kind.lastIndexOf('/'))

/** The maximum number of attempts to remove a kind of field from several devices at once. */
const MAX_ATTEMPTS = 4

/** The maximum number of devices for which vmc tries separately whether a field can be removed. */
const MAX_SINGLE = 32

// Removes one kind of field from as many devices as possible. The values that a build adds to one device can depend on other
// devices. So after a failed attempt, the function first tries all devices whose values were restored at once, and then each
// remaining device separately.
function omitKind(
  node: Node,
  wanted: Node,
  paths: readonly Path[],
  filled: (node: Node) => Node,
): Node {
  let kept = node
  let omitted = paths
  for (let attempt = 1; attempt <= MAX_ATTEMPTS && omitted.length > 0; attempt++) {
    const without = omit(node, omitted)
    const result = filled(without)
    if (difference(result, wanted) === undefined) {
      kept = without
      break
    }
    omitted = omitted.filter(path => isRestored(result, wanted, path))
  }
  const isOmitted = new Set(kept === node ? [] : omitted)
  const others = paths.filter(path => !isOmitted.has(path))
  if (others.length > MAX_SINGLE) return kept
  for (const path of others) {
    const without = omit(kept, [path])
    if (difference(filled(without), wanted) === undefined) kept = without
  }
  return kept
}

function isRestored(filled: Node, wanted: Node, path: Path): boolean {
  const [made, original] = [filled, wanted].map(one => deviceAt(one, path))
  return !!made && !!original && difference(made, original) === undefined
}

/**
 * Removes the default values from all domains of a program. A build of all domains may generate other values for a domain than
 * a build of this domain alone, for example because of a MAC address conflict. Such a domain keeps its values.
 */
export function omitAllDefaults(domains: readonly Node[], fill: Fill): readonly Node[] {
  let kept = domains.map(node => omitDefaults(node, fill))
  for (;;) {
    const filled = fill(kept)
    const wrong = domains.map((node, nth) => difference(filled[nth]!, node) !== undefined)
    const next = kept.map((node, nth) =>
      wrong[nth] ? declineDefaults(domains[nth]!, fill([domains[nth]!])[0]!) : node,
    )
    // The loop ends when a pass changes no domain. Even if the program sets all values, the domain that a build makes can
    // still differ from the original document.
    if (next.every((node, nth) => !wrong[nth] || difference(node, kept[nth]!) === undefined))
      return kept
    kept = next
  }
}

/**
 * The path of a field. Each key except the last is followed by the index of the element in its list. Example: `['devices', 0,
 * 'disk', 2, 'target']`.
 */
type Path = readonly (string | number)[]

const kindOf = (path: Path): string => path.filter((_, nth) => nth % 2 === 0).join('/')

/** The device that contains the field at a path, or `undefined` for a field of the domain itself. */
function deviceAt(domain: Node, [, , key, nth, ...rest]: Path): Node | undefined {
  const devices = slotOf(domain, 'devices')?.value
  const value =
    rest.length > 0 && isNode(devices) && valuesOf(slotOf(devices, String(key)))[Number(nth)]
  return isNode(value) ? value : undefined
}

/** Returns a copy of a tree node. Fields that the node does not have, but that a build would add, are `false` in the copy. */
function declineDefaults(node: Node, filled: Node): Node {
  let kept = node
  for (const [key, slot] of Object.entries(filled.fields)) {
    const own = slotOf(node, key)
    if (!own) {
      if (fieldOf(node.element, key)?.acceptsFalse && slot.value !== false)
        kept = withSlot(kept, key, { value: false, origin: node.origin })
      continue
    }
    const values = valuesOf(own)
    const after = valuesOf(slot)
    const next = values.map((value, nth) => {
      const other = after[nth]
      return isNode(value) && isNode(other) && value !== other
        ? declineDefaults(value, other)
        : value
    })
    if (next.some((value, nth) => value !== values[nth]))
      kept = withSlot(kept, key, { ...own, value: inFormOf(own.value, next as (Scalar | Node)[]) })
  }
  return kept
}

// Returns the values as a list if the field had a list before, otherwise as a single value.
const inFormOf = (before: Value, values: readonly (Scalar | Node)[]): Value =>
  Array.isArray(before) ? values : values[0]!

/**
 * Returns the paths of the fields that a build adds if the program does not set them. The path of an element comes before the
 * paths of the fields in it.
 */
function fillablePaths(node: Node): readonly Path[] {
  const paths: Path[] = []
  for (const [key, slot] of Object.entries(node.fields)) {
    const field = fieldOf(node.element, key)
    // The value `false` leaves a field to libvirt. If several fields of an element have the value `false`, the program may
    // not need all of them.
    const isFilled =
      field?.acceptsFalse &&
      !field.allowsEmpty &&
      (slot.value !== false || countFalse(node) > 1) &&
      !isLeftOut(slot.value)
    if (isFilled) paths.push([key])
    for (const [nth, value] of valuesOf(slot).entries())
      if (isNode(value)) for (const path of fillablePaths(value)) paths.push([key, nth, ...path])
  }
  return paths
}

const countFalse = ({ fields }: Node): number =>
  Object.values(fields).filter(({ value }) => value === false).length

/** Returns a copy of a tree node without the fields at the given paths. */
function omit(node: Node, paths: readonly Path[]): Node {
  const below = new Map<string, Map<number, Path[]>>()
  let kept = node
  for (const [key, nth, ...rest] of paths) {
    if (nth === undefined) {
      kept = withoutSlot(kept, String(key))
      continue
    }
    const ofKey = below.get(String(key)) ?? new Map<number, Path[]>()
    below.set(String(key), ofKey)
    const ofValue = ofKey.get(Number(nth))
    if (ofValue) ofValue.push(rest)
    else ofKey.set(Number(nth), [rest])
  }
  for (const [key, ofKey] of below) {
    const slot = slotOf(kept, key)!
    const next = valuesOf(slot).map((value, index) => {
      const ofValue = ofKey.get(index)
      return ofValue && isNode(value) ? omit(value, ofValue) : value
    })
    kept = withSlot(kept, key, { ...slot, value: inFormOf(slot.value, next as (Scalar | Node)[]) })
  }
  return kept
}

/** Returns a copy of a tree without comments and without the positions of raw XML, because a program cannot set them. */
export function withoutComments(node: Node): Node {
  let fields = node.fields
  for (const [key, slot] of Object.entries(node.fields)) {
    const values = valuesOf(slot)
    const kept = values.map(value => (isNode(value) ? withoutComments(value) : value))
    if (kept.every((value, nth) => value === values[nth])) continue
    const value = inFormOf(slot.value, kept as (Scalar | Node)[])
    fields = { ...fields, [key]: { ...slot, value } }
  }
  if (!node.extra) return fields === node.fields ? node : { ...node, fields }
  const extra = node.extra.filter(raw => !isComment(raw)).map(({ before: _, ...raw }) => raw)
  const { element, origin } = node
  return { element, fields, origin, ...(extra.length > 0 && { extra }) }
}
