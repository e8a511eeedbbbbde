import { elementOf, type Field } from '../../schema/core/element.ts'
import { lookup } from '../../schema/core/lookup.ts'
import {
  childAt,
  emptyNode,
  type InvalidValue,
  isLeftOut,
  isNode,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  slotOf,
  valuesOf,
  withoutSlot,
  withSlot,
} from '../node.ts'
import type { Origin } from '../origin.ts'
import { contentOf, isAlike, isContained } from './content.ts'
import { hasItemNames, type KeyOf, labelOf, nameIn, ownAlias } from './device-keys.ts'
import type { Matches } from './match.ts'
import { canonicalLeaf, canonicalRaw, leafOf, sizeKeys, textOf } from './same.ts'

/** A part of a domain definition: an element, or the text of an attribute or element. */
export type Part = Node | string

/** A change of one part of a domain definition. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed'
  /** The path of the changed part, with the names of list items: `devices/disk[vda]/driver/cache`. */
  readonly path: string
  /** The path as a list of keys, without the names of list items: `['devices', 'disk', 'driver', 'cache']`. */
  readonly keys: readonly string[]
  /** The part before the change, as it is in the target definition. */
  readonly before?: Part
  readonly after?: Part
  /** The device that contains the part, before and after the change. */
  readonly device?: { readonly before?: Node; readonly after?: Node }
  /** The source location of the new value or, if a part was removed, of the element that contained the part. */
  readonly origin: Origin
  /**
   * Whether the target definition has also changed this part since its earlier version. Conflicting changes are not applied.
   */
  readonly isConflict: boolean
}

/** The input of a merge: the definitions, and the matches between their elements. */
export interface MergeInput {
  /** The earlier version of the program's definition. */
  readonly base: Node
  /** The later version of the program's definition. */
  readonly next: Node
  /** The definition to which the changes from `base` to `next` are applied. */
  readonly target: Node
  /** Maps elements of `next` to elements of `base`. */
  readonly baseOf: Matches
  /** Maps elements of `base` to elements of `target`. */
  readonly targetOf: Pick<Matches, 'get'>
  /** Maps elements of `base` to elements of an earlier version of the target. This version is used to find conflicts. */
  readonly originalOf?: Matches
  /** Whether two different texts of the field at `keys` are equivalent. */
  readonly isSame?: (keys: readonly string[], a: string, b: string) => boolean
}

/** A changed definition, and the changes in the order of the format. */
export interface Merged {
  readonly node: Node
  readonly changes: readonly Change[]
}

/**
 * Applies the changes between two versions of a definition to a third definition, the target. The target can contain more,
 * such as values that libvirt or other users have added. These parts stay unchanged.
 */
export function merge(input: MergeInput): Merged {
  const merger = new Merger(input)
  const { base, next, target, originalOf } = input
  const node = merger.node({ base, next, target, original: originalOf?.get(base) }, [], '', {})
  return { node, changes: merger.changes }
}

/** The versions of one element. */
interface Versions {
  readonly base: Node | undefined
  readonly next: Node
  readonly target: Node
  readonly original: Node | undefined
}

type Device = { readonly before?: Node; readonly after?: Node }
type Values = readonly (Scalar | Node | InvalidValue)[]

class Merger {
  readonly changes: Change[] = []
  readonly #input: MergeInput
  readonly #nextOf: ReadonlyMap<Node, Node>

  constructor(input: MergeInput) {
    this.#input = input
    this.#nextOf = new Map([...input.baseOf].map(([next, base]) => [base, next]))
  }

  /** Applies the changes between the base and next versions of an element to the target version. */
  node(versions: Versions, keys: readonly string[], path: string, device: Device): Node {
    const { base, next } = versions
    let { target } = versions
    const all = new Set([...Object.keys(next.fields), ...Object.keys(base?.fields ?? {})])
    const size = sizeKeys(next.element)
    for (const key of inOrder(all, next)) {
      if (size && key === 'unit') continue
      const field = lookup(next.element.fields, key)
      const here: Here = {
        key,
        field,
        keys: [...keys, key],
        path: path === '' ? key : `${path}/${key}`,
        device,
      }
      const current = { ...versions, target }
      if (field?.many) target = this.#list(current, here)
      else if (field?.kind === 'child') target = this.#child(current, here)
      else target = this.#leaf(current, here)
    }
    return this.#raws({ ...versions, target }, keys, path, device)
  }

  #leaf({ base, next, target, original }: Versions, { key, ...here }: Here): Node {
    const [before, after, current] = [base, next, target].map(one => canonicalLeaf(one, key))
    if (this.#isSame(here.keys, before, after) || this.#isSame(here.keys, current, after))
      return target
    const isConflict =
      original !== undefined && !this.#isSame(here.keys, canonicalLeaf(original, key), current)
    this.#add(
      { key, ...here },
      shownLeaf(target, key),
      shownLeaf(next, key),
      originOf(next, key),
      isConflict,
    )
    if (isConflict) return target
    const number = sizeKeys(next.element)?.number
    return (number === key ? [key, 'unit'] : [key]).reduce(
      (node, one) => withSlotOf(node, one, slotOf(next, one)),
      target,
    )
  }

  #child({ base, next, target, original }: Versions, { key, ...here }: Here): Node {
    const [before, after, current] = [base, next, target].map(
      one => one && childOrDevices(one, key),
    )
    const origin = originOf(next, key)
    if (after && current) {
      const child = this.node(
        {
          base: before,
          next: after,
          target: current,
          original: original && childAt(original, key),
        },
        here.keys,
        here.path,
        here.device,
      )
      return child === current ? target : withSlot(target, key, { value: child, origin })
    }
    if (after) {
      if (before && isAlike(before, after)) return target
      const isConflict = before !== undefined && original !== undefined
      this.#add({ key, ...here }, undefined, after, origin, isConflict)
      return isConflict ? target : withSlot(target, key, { value: after, origin })
    }
    // A field such as `<acpi>` can be a single value in one version and an element in the other. Then `next` still has the
    // field.
    if (!before || !current || leafOf(next, key) !== undefined) return target
    const last = original && childAt(original, key)
    const isConflict = last !== undefined && !isAlike(last, current)
    this.#add({ key, ...here }, current, undefined, next.origin, isConflict)
    return isConflict ? target : withoutSlot(target, key)
  }

  #list({ base, next, target, original }: Versions, here: Here): Node {
    const { key, field } = here
    const [before, after, current, last] = [base, next, target, original].map(one =>
      presentValues(one, key),
    ) as [Values, Values, Values, Values]
    const isDevice = next.element.name === 'devices'
    if (!field?.many || field.kind !== 'child' || !(isDevice || hasItemNames(key))) {
      const [beforeText, afterText, currentText, lastText] = [before, after, current, last].map(
        list => listContent(next, key, list),
      )
      if (beforeText === afterText || currentText === afterText) return target
      const isConflict = original !== undefined && lastText !== currentText
      const shown = (list: Values) => (list.length === 0 ? undefined : listText(next, key, list))
      this.#add(here, shown(current), shown(after), originOf(next, key), isConflict)
      if (isConflict) return target
      return withSlotOf(target, key, slotOf(next, key))
    }
    return this.#items({ before, after, current }, target, here, isDevice, originOf(next, key))
  }

  #items(
    { before, after, current }: { before: Values; after: Values; current: Values },
    target: Node,
    here: Here,
    isDevice: boolean,
    origin: Origin,
  ): Node {
    const { baseOf, targetOf, originalOf } = this.#input
    const { key, keys, path } = here
    const items = current.filter(isNode)
    const replaced = new Map<Node, Node | undefined>()
    const added: Node[] = []
    const labelled = (node: Node, index: number): Here => ({
      ...here,
      path: `${path}[${labelOf(node, key, isDevice, index)}]`,
    })
    const claimed = new Set(before.filter(isNode).map(node => targetOf.get(node)))
    for (const item of after.filter(isNode)) {
      const base = baseOf.get(item)
      const partner = base
        ? targetOf.get(base)
        : items.find(one => !claimed.has(one) && isPresent(item, one, key, isDevice))
      if (partner && items.includes(partner)) {
        claimed.add(partner)
        const at = labelled(partner, items.indexOf(partner))
        const device = isDevice ? { before: partner, after: item } : here.device
        const original = base && originalOf?.get(base)
        const merged = this.node(
          { base, next: item, target: partner, original },
          keys,
          at.path,
          device,
        )
        if (merged !== partner) replaced.set(partner, merged)
      } else if (!base || !isAlike(base, item)) {
        const at = labelled(item, items.length + added.length)
        const device = isDevice ? { after: item } : here.device
        const isConflict = base !== undefined && originalOf !== undefined
        this.#add({ ...at, device }, undefined, item, item.origin, isConflict)
        if (!isConflict) added.push(item)
      }
    }
    for (const base of before.filter(isNode)) {
      const partner = targetOf.get(base)
      if (this.#nextOf.has(base) || !partner || !items.includes(partner)) continue
      const original = originalOf?.get(base)
      const isConflict = original !== undefined && !isAlike(original, partner)
      const at = labelled(partner, items.indexOf(partner))
      const device = isDevice ? { before: partner } : here.device
      this.#add({ ...at, device }, partner, undefined, origin, isConflict)
      if (!isConflict) replaced.set(partner, undefined)
    }
    if (replaced.size === 0 && added.length === 0) return target
    const kept = current.flatMap(value => {
      if (!isNode(value) || !replaced.has(value)) return [value]
      const next = replaced.get(value)
      return next ? [next] : []
    })
    const value = [...kept, ...added]
    return value.length === 0
      ? withoutSlot(target, key)
      : withSlot(target, key, { value, origin: slotOf(target, key)?.origin ?? origin })
  }

  #raws(
    { base, next, target, original }: Versions,
    keys: readonly string[],
    path: string,
    device: Device,
  ): Node {
    const [before, after, current, last] = [base, next, target, original].map(rawTexts) as [
      Raws,
      Raws,
      Raws,
      Raws,
    ]
    const here: Here = { key: '', field: undefined, keys, path, device }
    const own = target.extra ?? []
    let extra = own
    for (const [text, raw] of after) {
      if (before.has(text) || current.has(text)) continue
      this.#add(here, undefined, text, raw.origin, false)
      extra = [...extra, { xml: raw.xml, origin: raw.origin }]
    }
    for (const text of before.keys()) {
      if (after.has(text)) continue
      const raw = current.get(text)
      // The target no longer has this raw XML. If its earlier version had it, the target changed it, which is a conflict.
      if (!raw && !last.has(text)) continue
      this.#add(here, text, undefined, next.origin, !raw)
      if (raw) extra = extra.filter(one => one !== raw)
    }
    return extra === own ? target : withExtra(target, extra)
  }

  #isSame(keys: readonly string[], a: string | undefined, b: string | undefined): boolean {
    if (a === b) return true
    return a !== undefined && b !== undefined && this.#input.isSame?.(keys, a, b) === true
  }

  #add(
    { keys, path, device }: Here,
    before: Part | undefined,
    after: Part | undefined,
    origin: Origin,
    isConflict: boolean,
  ): void {
    this.changes.push({
      kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
      path,
      keys,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      ...((device.before || device.after) && { device }),
      origin,
      isConflict,
    })
  }
}

/** The field that is being merged. */
interface Here {
  readonly key: string
  readonly field: Field | undefined
  readonly keys: readonly string[]
  readonly path: string
  readonly device: Device
}

type Raws = ReadonlyMap<string, Raw>

/** The raw XML of a node by its text. Comments are left out, because they do not belong to a definition. */
const rawTexts = (node: Node | undefined): Raws =>
  new Map(
    (node?.extra ?? [])
      .filter(({ xml }) => !xml.startsWith('<!--') && xml.trim() !== '')
      .map(raw => [canonicalRaw(raw.xml), raw]),
  )

// Whether an item that only the later version has already exists in the target. An existing item has the same name or, if the
// new item has no name, contains all values of the new item.
function isPresent(item: Node, other: Node, key: string, isDevice: boolean): boolean {
  const keyOf: KeyOf = node => ownAlias(node) ?? nameIn(key, isDevice)(node)
  const name = keyOf(item)
  return name === undefined ? isContained(item, other) : name === keyOf(other)
}

const listContent = (owner: Node, key: string, values: Values): string =>
  values
    .map(value =>
      isNode(value) ? `<${contentOf(value).join('\n')}>` : textOf(owner.element, key, value),
    )
    .join('\0')

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

/** The text of an attribute or element for users. A size is shown with its unit. */
function shownLeaf(node: Node, key: string): string | undefined {
  const leaf = leafOf(node, key)
  if (leaf === undefined) return undefined
  const text = textOf(node.element, key, leaf)
  if (sizeKeys(node.element)?.number !== key) return text
  return `${text} ${leafOf(node, 'unit') ?? node.element.fields.unit!.default}`
}

/**
 * The child element in a field. For a domain without `<devices>`, an empty `<devices>` is returned, so that each device is a
 * separate change.
 */
const childOrDevices = (node: Node, key: string): Node | undefined =>
  key === 'devices' && slotOf(node, key) === undefined
    ? emptyNode(elementOf(node.element.fields[key]!), node.origin)
    : childAt(node, key)

const presentValues = (node: Node | undefined, key: string): Values =>
  node ? valuesOf(slotOf(node, key)).filter(value => !isLeftOut(value)) : []

const originOf = (node: Node, key: string): Origin => slotOf(node, key)?.origin ?? node.origin

const withSlotOf = (node: Node, key: string, slot: Slot | undefined): Node =>
  slot === undefined ? withoutSlot(node, key) : withSlot(node, key, slot)

function withExtra(node: Node, extra: readonly Raw[]): Node {
  const { extra: _, ...rest } = node
  return extra.length === 0 ? rest : { ...rest, extra }
}

// Returns the keys of fields in the order of the format. Unknown attributes come first.
function inOrder(keys: ReadonlySet<string>, { element }: Node): readonly string[] {
  const known = Object.keys(element.fields).filter(key => keys.has(key))
  return [...[...keys].filter(key => lookup(element.fields, key) === undefined), ...known]
}
