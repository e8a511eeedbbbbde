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
import { locationsOf } from '../../tree/origin.ts'
import { emitValue } from '../../xml/emit.ts'

/**
 * The way in which a program contains a part of a domain that vmc does not check: the call that writes the part. `left out`
 * means that the program does not contain the part.
 */
export type Way = 'unchecked()' | '.attributes()' | '.xml()' | '.xml(unchecked())' | 'left out'

type One = Scalar | Node | InvalidValue

/** The changes to the values of one field, with which a program can contain the field. */
interface FieldChange {
  /** The indices of the values that become unchecked. */
  readonly unchecked: Set<number>
  /** The index of the first value that becomes raw XML. */
  rawFrom: number
  /** Whether the program leaves out the field. */
  isLeftOut: boolean
}

/** The changes that turn the invalid parts of a document into unchecked parts. */
export class Changes {
  readonly #ofFields = new Map<Node, Map<string, FieldChange>>()
  readonly #rawNodes = new Set<Node>()

  get size(): number {
    return this.#ofFields.size + this.#rawNodes.size
  }

  /** Adds a change for a violation. Returns `undefined` if a program cannot contain the invalid part. */
  add(code: Code, { node, key, index }: Subject, root: Node): Way | undefined {
    // vmc checks the name of a domain even if it is an unchecked value, so a wrong name cannot be written as an unchecked
    // value.
    if (node === root && key === 'name' && code !== 'VMC1007') return undefined
    if (key === undefined) return this.#keepWhole(node, root)
    switch (code) {
      case 'VMC1001':
        if (!key.startsWith('@')) return undefined
        if (!isAttributeName(key.slice(1), prefix => isDeclared(node, prefix)))
          return this.#keepWhole(node, root)
        this.#uncheck(node, key)
        this.#uncheck(node, `@xmlns:${key.slice(1, Math.max(key.indexOf(':'), 1))}`)
        return '.attributes()'
      case 'VMC1002':
        return this.#uncheck(node, key, index)
      case 'VMC1003':
        return slotOf(node, key) ? this.#loosen(node, key) : this.#leaveOut(node, key)
      case 'VMC1004':
      case 'VMC1010':
        return this.#loosen(node, key)
      case 'VMC1007':
        return this.#makeRaw(
          node,
          key,
          fieldOf(node.element, key)?.exactCount === undefined ? 1 : 0,
        )
      default:
        return undefined
    }
  }

  #changeOf(node: Node, key: string): FieldChange {
    const ofNode = this.#ofFields.get(node) ?? new Map<string, FieldChange>()
    this.#ofFields.set(node, ofNode)
    const change = ofNode.get(key) ?? { unchecked: new Set(), rawFrom: Infinity, isLeftOut: false }
    ofNode.set(key, change)
    return change
  }

  #uncheck(node: Node, key: string, index?: number): Way {
    const { unchecked } = this.#changeOf(node, key)
    for (const nth of index === undefined ? valuesOf(slotOf(node, key)).keys() : [index])
      unchecked.add(nth)
    return 'unchecked()'
  }

  #makeRaw(node: Node, key: string, from: number): Way {
    const change = this.#changeOf(node, key)
    change.rawFrom = Math.min(change.rawFrom, from)
    return '.xml()'
  }

  #leaveOut(node: Node, key: string): Way {
    this.#changeOf(node, key).isLeftOut = true
    return 'left out'
  }

  // Turns an attribute or a text into an unchecked value, and an element into raw XML.
  #loosen(node: Node, key: string): Way {
    const isScalar = fieldOf(node.element, key)?.codec !== undefined
    const isUnchecked = valuesOf(slotOf(node, key)).every(value => value instanceof Unchecked)
    return isScalar && !isUnchecked ? this.#uncheck(node, key) : this.#makeRaw(node, key, 0)
  }

  #keepWhole(node: Node, root: Node): Way | undefined {
    if (node === root) return undefined
    this.#rawNodes.add(node)
    return '.xml()'
  }

  /** Returns a copy of a tree with the changes. */
  apply(node: Node): Node {
    const changes = this.#ofFields.get(node)
    const fields: Record<string, Slot> = {}
    let extra = node.extra
    let isChanged = changes !== undefined
    for (const [key, slot] of Object.entries(node.fields)) {
      const values = valuesOf(slot)
      const rawFrom = Math.max(
        // A program must set the name of a domain, so the first <name> does not become raw XML.
        node.element.name === 'domain' && key === 'name' ? 1 : 0,
        Math.min(
          changes?.get(key)?.rawFrom ?? Infinity,
          firstAfterRaw(node, key, values),
          indexOrInfinity(values.findIndex(value => this.#rawNodes.has(value as Node))),
        ),
      )
      const kept: One[] = []
      const raws: Raw[] = []
      for (const [index, value] of values.entries()) {
        const next = this.#one(node, key, value, index, slot)
        isChanged ||= next !== value
        // The order of elements with the same name matters. If one of them becomes raw XML, all later elements of this name
        // also become raw XML.
        if (index < rawFrom) kept.push(next)
        else raws.push({ xml: emitValue(node.element, key, next), origin: originOf(value, slot) })
      }
      if (raws.length > 0) {
        extra = inOrder(withValues(node.element, key, extra ?? [], raws), key, rawFrom)
        isChanged = true
      }
      if (kept.length > 0)
        setSlot(fields, key, { ...slot, value: valueOfSlot(node, key, slot.value, kept) })
      else if (fieldOf(node.element, key)?.required === true)
        setSlot(fields, key, leftOut(node, key))
    }
    for (const [key, { isLeftOut }] of changes ?? [])
      if (isLeftOut) setSlot(fields, key, leftOut(node, key))
    return isChanged ? { ...node, fields, ...(extra && { extra }) } : node
  }

  #one(node: Node, key: string, value: One, index: number, slot: Slot): One {
    if (isNode(value)) return this.apply(value)
    const isUnchecked = this.#ofFields.get(node)?.get(key)?.unchecked.has(index)
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

/** The index of the first value of a field that, in the document, comes after raw XML with the same element name. */
function firstAfterRaw({ element, extra }: Node, key: string, values: readonly One[]): number {
  const name = compile(element).order.get(key)?.xmlName
  const raw = extra?.find(({ xml }) => xml.startsWith(`<${name}`) && nameIn(xml) === name)
  if (!raw) return Infinity
  const number = numberIn(raw.before, key)
  if (number !== undefined) return number - 1
  return indexOrInfinity(values.findIndex(value => isNode(value) && isAfter(value, raw)))
}

const nameIn = (xml: string): string | undefined => /^<([\w.:-]+)/.exec(xml)?.[1]

const numberIn = (before: string | undefined, key: string): number | undefined =>
  before?.startsWith(`${key}[`) ? Number(before.slice(key.length + 1, -1)) : undefined

/**
 * Adds values of a field that have become raw XML to the other raw XML of the element. They are placed before the first raw
 * element of the same name that follows all values of the field. A value that comes after this raw element in the document gets
 * the origin of the raw element, so that sorting keeps the value before it.
 */
function withValues(
  element: Element,
  key: string,
  extra: readonly Raw[],
  values: readonly Raw[],
): readonly Raw[] {
  const name = compile(element).order.get(key)?.xmlName
  const at = extra.findIndex(
    ({ xml, before }) => nameIn(xml) === name && numberIn(before, key) === undefined,
  )
  const following = extra[at]
  if (!following) return [...extra, ...values]
  const { origin } = following
  const own = values.map(raw => (isAfter(raw, following) ? { ...raw, origin } : raw))
  return [...extra.slice(0, at), ...own, ...extra.slice(at)]
}

/**
 * Sorts the raw XML of an element in the order of the document. `before` names the field value that follows a raw XML string in
 * the document. If this value itself has become raw XML, `before` is removed.
 */
const inOrder = (raws: readonly Raw[], key: string, rawFrom: number): readonly Raw[] =>
  raws
    .map(raw => ((numberIn(raw.before, key) ?? 0) > rawFrom ? withoutBefore(raw) : raw))
    .sort((one, other) => (isAfter(one, other) ? 1 : isAfter(other, one) ? -1 : 0))

type Located = Pick<Raw, 'origin'>

function isAfter(one: Located, other: Located): boolean {
  const [{ line: a, column: c } = NOWHERE] = locationsOf(one.origin)
  const [{ line: b, column: d } = NOWHERE] = locationsOf(other.origin)
  return a === b ? c > d : a > b
}

const NOWHERE = { line: 0, column: 0 }

const withoutBefore = ({ before: _, ...raw }: Raw): Raw => raw
