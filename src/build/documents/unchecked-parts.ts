import type { Subject } from '../../check/position.ts'
import type { Code } from '../../diagnostics/codes.ts'
import { fieldOf } from '../../dsl/normalise.ts'
import { compile, isAttributeName } from '../../schema/core/compiled.ts'
import type { Element } from '../../schema/core/element.ts'
import {
  InvalidValue,
  isNode,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  setSlot,
  slotOf,
  Unchecked,
  type Value,
  valuesOf,
} from '../../tree/node.ts'
import { emitValue } from '../../xml/emit.ts'

/** How a program writes a part without a check. */
export type Way = 'unchecked()' | '.attributes()' | '.xml()' | '.xml(unchecked())' | 'left out'

type One = Scalar | Node | InvalidValue

/** What happens to one field: its values become unchecked or raw XML, or it is marked as left out. */
type Change =
  | { readonly kind: 'unchecked'; readonly index: number | undefined }
  | { readonly kind: 'raw'; readonly from: number }
  | { readonly kind: 'left out' }

/** The changes that make the violations of a document unchecked parts. */
export class Changes {
  readonly #ofFields = new Map<Node, Map<string, Change[]>>()
  readonly #rawNodes = new Set<Node>()

  get size(): number {
    return this.#ofFields.size + this.#rawNodes.size
  }

  /** Adds the change for a violation. Returns `undefined` if a program cannot express the part. */
  add(code: Code, { node, key, index }: Subject, root: Node): Way | undefined {
    // Without a valid name, the document is not a domain.
    if (node === root && key === 'name' && code !== 'VMC1007') return undefined
    if (key === undefined) return this.#keepWhole(node, root)
    const field = fieldOf(node.element, key)
    const slot = slotOf(node, key)
    switch (code) {
      case 'VMC1001':
        if (!key.startsWith('@')) return undefined
        if (!isAttributeName(key.slice(1), prefix => isDeclared(node, prefix)))
          return this.#keepWhole(node, root)
        this.#change(node, key, { kind: 'unchecked', index: undefined })
        for (const other of Object.keys(node.fields))
          if (other.startsWith('@xmlns:'))
            this.#change(node, other, { kind: 'unchecked', index: undefined })
        return '.attributes()'
      case 'VMC1002':
        return this.#change(node, key, { kind: 'unchecked', index })
      case 'VMC1003':
        return slot ? this.#loosen(node, key) : this.#change(node, key, { kind: 'left out' })
      case 'VMC1004':
      case 'VMC1010':
        return this.#loosen(node, key)
      case 'VMC1007':
        return this.#change(node, key, {
          kind: 'raw',
          from: field?.exactCount === undefined ? 1 : 0,
        })
      default:
        return undefined
    }
  }

  #change(node: Node, key: string, change: Change): Way {
    const ofNode = this.#ofFields.get(node) ?? new Map<string, Change[]>()
    this.#ofFields.set(node, ofNode)
    ofNode.set(key, [...(ofNode.get(key) ?? []), change])
    if (change.kind === 'left out') return 'left out'
    return change.kind === 'raw' ? '.xml()' : 'unchecked()'
  }

  // An attribute or a text becomes an unchecked value, and an element becomes raw XML.
  #loosen(node: Node, key: string): Way {
    const isScalar = fieldOf(node.element, key)?.codec !== undefined
    const isUnchecked = valuesOf(slotOf(node, key)).every(value => value instanceof Unchecked)
    return this.#change(
      node,
      key,
      isScalar && !isUnchecked ? { kind: 'unchecked', index: undefined } : { kind: 'raw', from: 0 },
    )
  }

  #keepWhole(node: Node, root: Node): Way | undefined {
    if (node === root) return undefined
    this.#rawNodes.add(node)
    return '.xml()'
  }

  /** A copy of a tree with the changes. */
  apply(node: Node): Node {
    const changes = this.#ofFields.get(node)
    const fields: Record<string, Slot> = {}
    let extra = node.extra
    let isChanged = changes !== undefined
    for (const [key, slot] of Object.entries(node.fields)) {
      const values = valuesOf(slot)
      const rawFrom = Math.min(
        ...(changes?.get(key) ?? []).map(change =>
          change.kind === 'raw' ? change.from : Infinity,
        ),
        firstRawIn(node, key),
        indexOrInfinity(values.findIndex(value => this.#rawNodes.has(value as Node))),
      )
      const kept: One[] = []
      const raws: Raw[] = []
      for (const [index, value] of values.entries()) {
        const next = this.#one(node, key, value, index, slot)
        isChanged ||= next !== value
        // The order of elements of one name matters, so all that follow a raw one become raw too.
        if (index < rawFrom) kept.push(next)
        else raws.push({ xml: emitValue(node.element, key, next), origin: originOf(value, slot) })
      }
      if (raws.length > 0) {
        extra = inserted(extra ?? [], key, rawFrom, raws)
        isChanged = true
      }
      if (kept.length > 0)
        setSlot(fields, key, { ...slot, value: valueOfSlot(node, key, slot.value, kept) })
      else if (fieldOf(node.element, key)?.required === true)
        setSlot(fields, key, leftOut(node, key))
    }
    for (const [key, all] of changes ?? [])
      if (all.some(({ kind }) => kind === 'left out')) setSlot(fields, key, leftOut(node, key))
    return isChanged ? { ...node, fields, ...(extra && { extra }) } : node
  }

  #one(node: Node, key: string, value: One, index: number, slot: Slot): One {
    if (isNode(value)) return this.apply(value)
    const isUnchecked = this.#ofFields
      .get(node)
      ?.get(key)
      ?.some(change => change.kind === 'unchecked' && (change.index ?? index) === index)
    if (!isUnchecked || value instanceof InvalidValue) return value
    return new Unchecked(textOf(node.element, key, value), slot.origin)
  }
}

const isDeclared = (node: Node, prefix: string): boolean =>
  slotOf(node, `@xmlns:${prefix}`) !== undefined

const textOf = (element: Element, key: string, value: Scalar): string =>
  fieldOf(element, key)?.codec?.print(value) ?? String(value)

const leftOut = ({ element, origin }: Node, key: string): Slot => {
  const value = new Unchecked(undefined, origin)
  return { value: fieldOf(element, key)?.many ? [value] : value, origin }
}

const valueOfSlot = (
  { element }: Node,
  key: string,
  before: Value,
  values: readonly One[],
): Value => {
  const isList = Array.isArray(before) && (values.length > 1 || fieldOf(element, key)?.many)
  return isList ? values : values[0]!
}

const originOf = (value: One, slot: Slot) => (isNode(value) ? value.origin : slot.origin)

const indexOrInfinity = (index: number): number => (index < 0 ? Infinity : index)

/** The index of the first value of a field that follows a raw element of the same name. */
function firstRawIn({ element, extra }: Node, key: string): number {
  const name = compile(element).order.get(key)?.xmlName
  const numbers = (extra ?? [])
    .filter(({ xml }) => name !== undefined && /^<([\w.:-]+)/.exec(xml)?.[1] === name)
    .map(({ before }) => numberIn(before, key))
    .filter(number => number !== undefined)
  return Math.min(...numbers) - 1
}

const numberIn = (before: string | undefined, key: string): number | undefined =>
  before?.startsWith(`${key}[`) ? Number(before.slice(key.length + 1, -1)) : undefined

/** The raw parts of an element with those that were values of a field, in the order of the document. */
function inserted(
  extra: readonly Raw[],
  key: string,
  from: number,
  raws: readonly Raw[],
): readonly Raw[] {
  const all = [...extra]
  let after = 0
  for (const [nth, raw] of raws.entries()) {
    const last = all.findLastIndex(
      ({ before }) => (numberIn(before, key) ?? Infinity) <= from + nth + 1,
    )
    after = Math.max(after, last + 1)
    all.splice(after++, 0, raw)
  }
  return all.map(raw => ((numberIn(raw.before, key) ?? 0) > from ? withoutBefore(raw) : raw))
}

const withoutBefore = ({ before: _, ...raw }: Raw): Raw => raw
