import { fieldOf, nodeOf } from '../dsl/normalise.ts'
import type { Element, Field } from '../schema/core/element.ts'
import { difference } from '../tree/equal.ts'
import { isNode, type Node, type Slot, scalarAt, slotOf, Unchecked } from '../tree/node.ts'
import { bestOf, Candidates, MAX_CALLS } from './candidates.ts'
import {
  type Call,
  type Chain,
  type Code,
  type Entry,
  invoke,
  literal,
  run,
  textsCode,
  valueCode,
} from './code.ts'
import type { Lexicon } from './lexicon.ts'
import { countValues, type Rest } from './match.ts'
import { Memo } from './memo.ts'
import { comparePositions, fieldIndex, orderedFields, positionOf } from './order.ts'
import { commentsBefore, missingComments, rawCodes, rawParts } from './raws.ts'
import { type DocumentValue, documentValues, itemOrList, singleValue } from './single-value.ts'

/*
 * Writes the tree of a document as an expression. Factory calls are preferred to method calls, and method calls to objects.
 * If several factories match a node, the factory with the shortest code is used.
 */

/** A generated expression, and the comments that are printed before it. */
export interface Expressed<C extends Code = Code> {
  readonly code: C
  readonly comments: readonly string[]
}

/** A method call, and the position in the schema of the field that it sets. Calls are sorted by position. */
interface PositionedCall {
  readonly position: readonly number[]
  readonly call: Call
}

/** Generates the expressions with which a program creates the nodes of an imported domain. */
export class ExpressionWriter {
  readonly #lexicon: Lexicon
  readonly #candidates: Candidates
  readonly #memo = new Memo<Expressed>()

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon
    this.#candidates = new Candidates(lexicon, {
      value: (field, value) => this.#value(field, value).code,
      record: node => this.#record(node),
      chain: node => this.chain(node)?.code,
      unit: values => this.#unitOf(values),
    })
  }

  /**
   * Writes an imported element as a factory call, followed by method calls. Returns `undefined` if no factory creates such an
   * element.
   */
  chain(node: Node): Expressed<Chain> | undefined {
    const head = this.#candidates.factory(node)
    if (!head) return undefined
    const { name, node: written } = head.pattern
    const calls = this.#calls(head.rest, node, written.element)
    const code: Chain = { kind: 'chain', factory: name, args: head.args, calls }
    return { code, comments: missingComments(node, code) }
  }

  // Writes a value as a factory call. If no factory fits, writes a call of a unit function, a single value or an object, in
  // this order of preference.
  #value(field: Field | undefined, value: DocumentValue): Expressed {
    if (!isNode(value)) return { code: inHex(field, valueCode(value)), comments: [] }
    const isRecursive = typeof field?.element === 'function'
    return isRecursive
      ? this.#node(value, true)
      : this.#memo.get(value, () => this.#node(value, false))
  }

  #node(node: Node, isRecursive: boolean): Expressed {
    const code =
      this.chain(node)?.code ??
      this.#unit(node) ??
      (isRecursive ? undefined : singleValue(node)) ??
      this.#record(node)
    return { code, comments: missingComments(node, code) }
  }

  // Writes an element as a call of a unit function, such as `GiB(2)`. Returns `undefined` if no unit function fits.
  #unit(node: Node): Code | undefined {
    if (!node.element.expand || rawParts(node).length > 0) return undefined
    const values = Object.entries(node.fields).map(([key, { value }]) => [key, value] as const)
    return this.#unitOf(Object.fromEntries(values))
  }

  #unitOf(values: Readonly<Record<string, unknown>>): Code | undefined {
    const unit = this.#lexicon.unitFor(values)
    return unit && { kind: 'chain', factory: unit[0], args: [literal(unit[1])], calls: [] }
  }

  #record(node: Node): Code {
    const known = orderedFields(node).filter(([key]) => !key.startsWith('@'))
    const entries = known.map(([key, slot]): Entry => {
      const field = fieldOf(node.element, key)
      const values = documentValues(slot).map(value => this.#value(field, value))
      const comments = [...commentsBefore(node, key), ...values.flatMap(one => one.comments)]
      return { key, value: itemOrList(values.map(({ code }) => code)), comments }
    })
    const attributes = unknownAttributes(node)
    if (attributes) entries.push({ key: 'attributes', value: attributes, comments: [] })
    const raws = rawCodes(node)
    if (raws.length > 0) entries.push({ key: 'xml', value: itemOrList(raws), comments: [] })
    return { kind: 'record', entries }
  }

  // Returns the method calls for the part of a node that the factory call does not write. Shorthands are tried first,
  // then one method for each field. The calls are sorted in schema order.
  #calls(rest: Rest, whole: Node, element: Element): readonly Call[] {
    const positioned: PositionedCall[] = []
    const last: PositionedCall[] = []
    let left = rest
    let { shorthands, inverses } = this.#lexicon.methodsOf(element)
    while (left !== true) {
      const candidates = this.#candidates.shorthands(left, element, { shorthands, inverses })
      const best = bestOf(candidates)
      if (!best) break
      const { pattern, args, written } = best
      const call = { method: pattern.name, args, comments: [] }
      if (best.isLast) last.unshift({ position: [positionOf(written)[0]!, Infinity], call })
      else positioned.push({ position: positionOf(written), call })
      left = best.rest
      // Each call leaves a smaller part of the node to write. A shorthand that does not match the node now cannot match a
      // smaller part later, so it is not tried again.
      const { isInverted } = best
      shorthands = shorthands.filter(
        one =>
          candidates.some(other => other.pattern === one) &&
          !(isInverted && one.name === pattern.name),
      )
      inverses = inverses.filter(
        one =>
          candidates.some(other => other.pattern.name === one.name) && one.name !== pattern.name,
      )
    }
    if (left !== true)
      for (const one of this.#fields(left, whole, element).positioned) positioned.push(one)
    return [...positioned, ...last]
      .sort((a, b) => comparePositions(a.position, b.position))
      .map(({ call }) => call)
  }

  // Writes the fields of a node as method calls. Also returns the fields for which the builder has no method. They are
  // written in the argument of the method for the parent element.
  #fields(
    node: Node,
    whole: Node,
    element: Element,
    path: readonly string[] = [],
  ): { readonly positioned: readonly PositionedCall[]; readonly left: Rest } {
    const { fieldMethods } = this.#lexicon.methodsOf(element)
    const positioned: PositionedCall[] = []
    const kept: Record<string, Slot> = {}
    for (const [key, slot] of orderedFields(node)) {
      if (key.startsWith('@')) {
        if (path.length > 0) kept[key] = slot
        continue
      }
      const fieldPath = [...path, key]
      const unwritten = this.#nested(node, whole, key, slot, element, fieldPath, positioned)
      if (unwritten === undefined) continue
      const method = fieldMethods.get(fieldPath.join('/'))
      if (method === undefined) kept[key] = unwritten
      else {
        const position = fieldPath.map((_, depth) =>
          fieldIndex(element, fieldPath.slice(0, depth + 1)),
        )
        // Each device of a domain is written with a method call of its own, which is easier to read.
        const isMerged = element.name !== 'domain'
        const calls = this.#callsOf(method, node, key, documentValues(unwritten), element, isMerged)
        for (const call of calls) positioned.push({ position, call })
      }
    }
    const raws = rawCodes(node)
    if (path.length === 0) {
      const attributes = unknownAttributes(node)
      const calls = [
        ...(attributes ? [{ method: 'attributes', args: [attributes], comments: [] }] : []),
        ...raws.map(raw => ({ method: 'xml', args: [raw], comments: [] })),
      ]
      return {
        positioned: [...positioned, ...calls.map(call => ({ position: [Infinity], call }))],
        left: true,
      }
    }
    const isWritten = Object.keys(kept).length === 0 && raws.length === 0
    return { positioned, left: isWritten ? true : { ...node, fields: kept } }
  }

  // Writes a child element as method calls if the parent's builder has methods for the fields of this child element, such as
  // `.disk()` for the disks in <devices>. Returns the fields for which there is no method.
  #nested(
    node: Node,
    whole: Node,
    key: string,
    slot: Slot,
    element: Element,
    fieldPath: readonly string[],
    positioned: PositionedCall[],
  ): Slot | undefined {
    const { fieldMethods } = this.#lexicon.methodsOf(element)
    const prefix = `${fieldPath.join('/')}/`
    const original = slotOf(whole, key)?.value
    if (!isNode(slot.value) || !isNode(original) || countValues(slot.value) === 0) return slot
    if (![...fieldMethods.keys()].some(methodPath => methodPath.startsWith(prefix)))
      return { ...slot, value: withRequired(slot.value, original) }
    const nested = this.#fields(slot.value, original, element, fieldPath)
    // A required list must stay in the object argument, because the TypeScript type of the argument requires it.
    if (nested.left !== true && lacksRequiredList(nested.left, original))
      return { ...slot, value: withRequired(slot.value, original) }
    const [first, ...others] = nested.positioned
    const comments = commentsBefore(node, key)
    if (first) {
      const { call } = first
      positioned.push({ ...first, call: { ...call, comments: [...comments, ...call.comments] } })
      for (const one of others) positioned.push(one)
    }
    return nested.left === true
      ? undefined
      : { ...slot, value: withRequired(nested.left, original) }
  }

  // Generates the method calls for the values of a field. With `isMerged`, all values of a list become arguments of a
  // single call.
  #callsOf(
    method: string,
    node: Node,
    key: string,
    values: readonly DocumentValue[],
    element: Element,
    isMerged: boolean,
  ): readonly Call[] {
    const field = fieldOf(node.element, key)
    const calls: Call[] = []
    for (let nth = 0; nth < values.length; nth++) {
      const value = values[nth]!
      const before = commentsBefore(node, key, field?.many ? nth + 1 : undefined)
      const group = this.#group(node, key, values, nth, element)
      if (group) {
        calls.push({ ...group.call, comments: before })
        nth += group.count - 1
        continue
      }
      const { code, comments } = this.#value(field, value)
      const call = { method, args: isBareCall(field, value) ? [] : [code] }
      const short = values.length > MAX_CALLS ? undefined : this.#shortened(call, element)
      calls.push({ ...(short ?? call), comments: [...before, ...comments] })
    }
    const [first] = calls
    if (calls.length > MAX_CALLS && calls.every(({ args }) => args.length === 1))
      return merged(calls)
    const isMergeable =
      calls.every(one => one.method === method) &&
      (isMerged || !values.some(isNode) || calls.every(({ args }) => args.every(isPlain)))
    if (!first || !field?.many || !isMergeable || calls.some(one => one.comments.length > 0))
      return calls
    return [{ ...first, args: calls.flatMap(({ args }) => args) }]
  }

  // Finds consecutive devices, starting at index `nth`, that a single shorthand adds. Comments between devices prevent this,
  // because the shorthand would lose them.
  #group(
    node: Node,
    key: string,
    values: readonly DocumentValue[],
    nth: number,
    element: Element,
  ): ReturnType<Candidates['group']> {
    if (node.element.name !== 'devices' || values.length - nth < 2 || values.length > MAX_CALLS)
      return undefined
    const group = this.#candidates.group(values.slice(nth), element, key)
    const others = Array.from({ length: (group?.count ?? 1) - 1 }, (_, more) => nth + more + 2)
    return others.some(one => commentsBefore(node, key, one).length > 0) ? undefined : group
  }

  // Shortens `.disk(cdrom('/debian.iso'))` to `.cdrom('/debian.iso')` if the builder has a method with the name of the
  // factory.
  #shortened(
    { method, args }: Omit<Call, 'comments'>,
    element: Element,
  ): Omit<Call, 'comments'> | undefined {
    const [code] = args
    const builder = this.#lexicon.emptyBuilder(element)
    if (code?.kind !== 'chain' || code.calls.length > 0) return undefined
    if (code.factory === method || !builder || !(code.factory in builder)) return undefined
    const { language } = this.#lexicon
    const long = nodeOf(invoke(builder, method, [run(code, language)]))
    const short = nodeOf(
      invoke(
        builder,
        code.factory,
        code.args.map(arg => run(arg, language)),
      ),
    )
    if (!long || !short || difference(long, short) !== undefined) return undefined
    return { method: code.factory, args: code.args }
  }
}

const isPlain = ({ kind }: Code): boolean => kind === 'literal'

/** The maximum number of arguments of a call that replaces several calls. */
const MAX_ARGUMENTS = 1000

/** Replaces many calls of the same method by a few calls with several arguments each. */
function merged(calls: readonly Call[]): readonly Call[] {
  const all: Call[] = []
  for (let start = 0; start < calls.length; start += MAX_ARGUMENTS) {
    const part = calls.slice(start, start + MAX_ARGUMENTS)
    all.push({
      method: part[0]!.method,
      args: part.flatMap(({ args }) => args),
      comments: part.flatMap(({ comments }) => comments),
    })
  }
  return all
}

// libvirt writes some numbers in hexadecimal. In the program, they are easier to recognize if they are hexadecimal too:
// `usb(0x046d, 0xc52b)`.
function inHex(field: Field | undefined, code: Code): Code {
  if (code.kind !== 'literal' || typeof code.value !== 'number' || code.value < 10) return code
  const text = field?.codec?.print(code.value)
  return typeof text === 'string' && /^0x[\da-f]+$/.test(text) ? { ...code, text } : code
}

// Whether a method call without arguments writes the same node, such as `<iommufd enabled="yes"/>`. The node must contain
// only its lead field (the field that a single argument sets), and this field must be required and `true`.
const isOnlyRequiredLead = (node: Node): boolean => {
  const { lead = '', fields } = node.element
  return countValues(node) === 1 && fields[lead]?.required === true && scalarAt(node, lead) === true
}

// Writes the unknown attributes of a node (attributes that are not in the schema) as an object.
function unknownAttributes({ fields }: Node): Code | undefined {
  const texts = Object.entries(fields).flatMap(([key, { value }]) =>
    value instanceof Unchecked && key.startsWith('@') ? [[key.slice(1), value.value!]] : [],
  )
  return texts.length > 0 ? textsCode(Object.fromEntries(texts)) : undefined
}

// Whether a value is written as a method call without arguments.
const isBareCall = (field: Field | undefined, value: DocumentValue): boolean =>
  (field?.kind === 'flag' && value === true) ||
  (field?.allowsEmpty === true &&
    isNode(value) &&
    (countValues(value) === 0 || isOnlyRequiredLead(value)))

// Adds the required fields to an object argument. The TypeScript type of the argument requires these fields, even if the
// factory already sets them.
function withRequired(rest: Node, whole: Node): Node {
  const fields: Record<string, Slot> = { ...rest.fields }
  for (const [key, slot] of Object.entries(whole.fields)) {
    const field = fieldOf(whole.element, key)
    const left = fields[key]?.value
    if (field?.many) {
      // The factory already adds values to this required list, and further calls append the remaining values. An empty list
      // in the argument is therefore enough for the TypeScript type.
      if (left === undefined && field.required === true) fields[key] = { ...slot, value: [] }
      continue
    }
    if (left === undefined && field?.required === true) fields[key] = slot
    else if (isNode(left) && isNode(slot.value))
      fields[key] = { ...slot, value: withRequired(left, slot.value) }
  }
  return { ...rest, fields }
}

// Whether the rest of an element, which no call has written yet, lacks the values of a list that must not be empty.
const lacksRequiredList = (rest: Node, whole: Node): boolean =>
  Object.keys(whole.fields).some(key => {
    const field = fieldOf(whole.element, key)
    return field?.many && field.required === true && !slotOf(rest, key)
  })
