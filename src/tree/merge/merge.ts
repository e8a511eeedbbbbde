import type { Field } from '../../schema/core/element.ts'
import { lookup } from '../../schema/core/lookup.ts'
import { childAt, isNode, type Node, slotOf, withoutSlot, withSlot } from '../node.ts'
import { type Change, changeOf, type Place } from './change.ts'
import { contentOf, isAlike } from './content.ts'
import { hasItemNames } from './device-keys.ts'
import type { MergeInput, Versions } from './merge-input.ts'
import { mergeItems } from './merge-items.ts'
import { mergeRaws } from './merge-raws.ts'
import { mergeSecret } from './merge-secret.ts'
import { canonicalLeaf, leafOf, sizeKeys, textOf } from './same.ts'
import {
  childOrDevices,
  type Merging,
  originOf,
  presentValues,
  type Values,
  withSlotOf,
} from './versions.ts'

export type { Change, Part } from './change.ts'

/** The merged definition, and the list of changes in the order of the fields in the schema. */
export interface Merged {
  readonly node: Node
  readonly changes: readonly Change[]
}

/**
 * Applies the changes between two versions of a definition (`base` and `next`) to a third definition, the target. The target
 * can have values that both versions lack, such as values that libvirt or other users have added. Such values stay unchanged.
 */
export function merge(input: MergeInput): Merged {
  const merging: Merging = {
    input,
    changes: [],
    nextOf: new Map([...input.baseOf].map(([next, base]) => [base, next])),
    node: (versions, place) => mergeNode(merging, versions, place),
  }
  const { base, next, target, originalOf } = input
  const versions = { base, next, target, original: originalOf?.get(base) }
  const node = mergeNode(merging, versions, { keys: [], path: '', device: {} })
  return { node, changes: merging.changes }
}

/** Merges an element: applies the changes between `base` and `next` to the element of the target, and returns it. */
function mergeNode(merging: Merging, versions: Versions, { keys, path, device }: Place): Node {
  const { base, next } = versions
  let { target } = versions
  const first = merging.changes.length
  const all = new Set([...Object.keys(next.fields), ...Object.keys(base?.fields ?? {})])
  const size = sizeKeys(next.element)
  for (const key of inOrder(all, next)) {
    if (size && key === 'unit') continue
    const field = lookup(next.element.fields, key)
    const place = { keys: [...keys, key], path: path === '' ? key : `${path}/${key}`, device }
    const current = { ...versions, target }
    if (field?.many) target = mergeList(merging, current, key, field, place)
    else if (field?.kind === 'child') target = mergeChild(merging, current, key, place)
    else target = mergeLeaf(merging, current, key, place)
  }
  const withRaws = mergeRaws(merging, { ...versions, target }, { keys, path, device })
  const node = mergeSecret(merging, { ...versions, target: withRaws }, { keys, path, device })
  const { adapt } = merging.input
  if (!adapt || node === versions.target) return node
  return adapt({ ...versions, keys, node, changes: merging.changes.slice(first) })
}

function mergeLeaf(
  { input, changes }: Merging,
  { base, next, target, original }: Versions,
  key: string,
  place: Place,
): Node {
  const [before, after, current] = [base, next, target].map(one => canonicalLeaf(one, key))
  if (before === after || current === after) return target
  if (after !== undefined && current !== undefined && input.isSame?.(place.keys, after, current))
    return target
  const isConflict = original !== undefined && canonicalLeaf(original, key) !== current
  const [from, to] = [target, next].map(one => shownLeaf(one, key))
  changes.push(changeOf(place, from, to, originOf(next, key), isConflict))
  if (isConflict) return target
  const number = sizeKeys(next.element)?.number
  return (number === key ? [key, 'unit'] : [key]).reduce(
    (node, one) => withSlotOf(node, one, slotOf(next, one)),
    target,
  )
}

function mergeChild(
  merging: Merging,
  { base, next, target, original }: Versions,
  key: string,
  place: Place,
): Node {
  const { changes } = merging
  const [before, after, current] = [base, next, target].map(one => one && childOrDevices(one, key))
  const last = original && childAt(original, key)
  const origin = originOf(next, key)
  if (after && current) {
    const versions = { base: before, next: after, target: current, original: last }
    const child = merging.node(versions, place)
    return child === current ? target : withSlot(target, key, { value: child, origin })
  }
  if (after) {
    if (before && isAlike(before, after)) return target
    // The target does not contain this value. If the earlier version of the target contained it, someone has removed it,
    // which is a conflict. If not, libvirt dropped the value.
    const isConflict = last !== undefined
    changes.push(changeOf(place, undefined, after, origin, isConflict))
    return isConflict ? target : withSlot(target, key, { value: after, origin })
  }
  // A field such as .acpi(true) can be a plain value in one of two compared definitions and an element in the other.
  if (!before || !current || leafOf(next, key) !== undefined) return target
  const isConflict = last !== undefined && !isAlike(last, current)
  changes.push(changeOf(place, current, undefined, next.origin, isConflict))
  return isConflict ? target : withoutSlot(target, key)
}

function mergeList(
  merging: Merging,
  { base, next, target, original }: Versions,
  key: string,
  field: Field,
  place: Place,
): Node {
  const [before, after, current, last] = [base, next, target, original].map(one =>
    presentValues(one, key),
  ) as [Values, Values, Values, Values]
  const isDevice = next.element.name === 'devices'
  const origin = originOf(next, key)
  if (field.kind === 'child' && (isDevice || hasItemNames(key)))
    return mergeItems(merging, { key, isDevice, before, after, current, target, origin }, place)
  const [beforeText, afterText, currentText, lastText] = [before, after, current, last].map(list =>
    listContent(next, key, list),
  )
  if (beforeText === afterText || currentText === afterText) return target
  const isConflict = original !== undefined && lastText !== currentText
  const [from, to] = [current, after].map(list =>
    list.length === 0 ? undefined : listText(next, key, list),
  )
  merging.changes.push(changeOf(place, from, to, origin, isConflict))
  return isConflict ? target : withSlotOf(target, key, slotOf(next, key))
}

// In the text that represents a list, each value ends with a separator, so that a list with one empty text differs from an
// empty list.
const listContent = (owner: Node, key: string, values: Values): string =>
  values
    .map(value =>
      isNode(value) ? `<${contentOf(value).join('\n')}>` : textOf(owner.element, key, value),
    )
    .map(text => `${text}\0`)
    .join('')

function listText(owner: Node, key: string, values: Values): string {
  return values
    .map(value =>
      isNode(value)
        ? Object.keys(value.fields)
            .map(one => `${one}=${canonicalLeaf(value, one) ?? '…'}`)
            .join(' ')
        : textOf(owner.element, key, value),
    )
    .join(', ')
}

/** Returns the text of an attribute or element in the form that messages show. A size is shown with its unit. */
function shownLeaf(node: Node, key: string): string | undefined {
  const leaf = leafOf(node, key)
  if (leaf === undefined) return undefined
  const text = textOf(node.element, key, leaf)
  if (sizeKeys(node.element)?.number !== key) return text
  return `${text} ${leafOf(node, 'unit') ?? node.element.fields.unit!.default}`
}

// Sorts the keys of fields in schema order. Unknown attributes come first.
function inOrder(keys: ReadonlySet<string>, { element }: Node): readonly string[] {
  const known = Object.keys(element.fields).filter(key => keys.has(key))
  return [...[...keys].filter(key => lookup(element.fields, key) === undefined), ...known]
}
