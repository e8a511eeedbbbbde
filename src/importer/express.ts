import { fieldOf, nodeOf } from '../dsl/normalise.ts'
import type { Element, Field } from '../schema/core/element.ts'
import { difference } from '../tree/equal.ts'
import { isNode, type Node, type Scalar, type Slot, slotOf } from '../tree/node.ts'
import { Candidates, least } from './candidates.ts'
import { type Call, type Chain, type Code, type Entry, invoke, literal, run } from './code.ts'
import type { Lexicon } from './lexicon.ts'
import { facts, type Rest } from './match.ts'
import { compare, fieldsOf, indexIn, positionOf } from './order.ts'
import { commentsBefore, rawsOf, unplaced } from './raws.ts'
import { oneOrAll, shorthand, wellFormed } from './shorthand.ts'

/*
 * A tree as an expression: words first, then methods, then objects. Of all words that write nothing but what the node
 * says, the one that leaves the least to read is taken.
 */

/** An expression, and the comments that have to stand before it. */
export interface Expressed<C extends Code = Code> {
  readonly code: C
  readonly comments: readonly string[]
}

/** A call, and where in the table stands what it writes. */
interface Placed {
  readonly at: readonly number[]
  readonly call: Call
}

/** Expresses nodes in the words of a language. */
export class Expression {
  readonly #lexicon: Lexicon
  readonly #candidates: Candidates

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon
    this.#candidates = new Candidates(lexicon, {
      value: (field, value) => this.#value(field, value).code,
      record: node => this.#record(node),
      chain: node => this.chain(node)?.code,
      unit: values => this.#unitOf(values),
    })
  }

  /** A node as a word and its methods, if there is a word for it. */
  chain(node: Node): Expressed<Chain> | undefined {
    const head = this.#candidates.word(node)
    if (!head) return undefined
    const { name, node: written } = head.shape
    const calls = this.#calls(head.rest, node, written.element)
    const code: Chain = { kind: 'chain', word: name, args: head.args, calls }
    return { code, comments: unplaced(node, code) }
  }

  /** A value of a field: as a word, as the shorthand of its element, as an object. */
  #value(field: Field | undefined, value: Scalar | Node): Expressed {
    if (!isNode(value)) return { code: literal(value), comments: [] }
    const isRecursive = typeof field?.element === 'function'
    const code =
      this.chain(value)?.code ??
      this.#unit(value) ??
      (isRecursive ? undefined : shorthand(value)) ??
      this.#record(value)
    return { code, comments: unplaced(value, code) }
  }

  // GiB(2)
  #unit(node: Node): Code | undefined {
    if (!node.element.expand || rawsOf(node).length > 0) return undefined
    const values = Object.entries(node.fields).map(([key, { value }]) => [key, value] as const)
    return this.#unitOf(Object.fromEntries(values))
  }

  #unitOf(values: Readonly<Record<string, unknown>>): Code | undefined {
    const unit = this.#lexicon.unitFor(values)
    return unit && { kind: 'chain', word: unit[0], args: [literal(unit[1])], calls: [] }
  }

  #record(node: Node): Code {
    const entries = fieldsOf(node).map(([key, slot]): Entry => {
      const field = fieldOf(node.element, key)
      const values = wellFormed(slot).map(value => this.#value(field, value))
      const comments = [...commentsBefore(node, key), ...values.flatMap(one => one.comments)]
      return { key, value: oneOrAll(values.map(({ code }) => code)), comments }
    })
    const raws = rawsOf(node).map(literal)
    if (raws.length > 0) entries.push({ key: 'xml', value: oneOrAll(raws), comments: [] })
    return { kind: 'record', entries }
  }

  /** The methods that say what is left of a node: those that say several things, then one a field, in the table's order. */
  #calls(rest: Rest, whole: Node, element: Element): readonly Call[] {
    const placed: Placed[] = []
    const last: Placed[] = []
    let left = rest
    let { pieces, ways } = this.#lexicon.methodsOf(element)
    while (left !== true) {
      const candidates = this.#candidates.pieces(left, element, { pieces, ways })
      const piece = least(candidates)
      if (!piece) break
      const { shape, args, written } = piece
      const call = { method: shape.name, args, comments: [] }
      if (piece.isLast) last.unshift({ at: [...positionOf(written), Infinity], call })
      else placed.push({ at: positionOf(written), call })
      left = piece.rest
      // What does not fit the whole does not fit the rest.
      pieces = pieces.filter(one => candidates.some(({ shape }) => shape === one))
      ways = ways.filter(one => candidates.some(({ shape }) => shape.name === one.name))
    }
    if (left !== true) placed.push(...this.#fields(left, whole, element).placed)
    return [...placed, ...last].sort((a, b) => compare(a.at, b.at)).map(({ call }) => call)
  }

  // What has no method of its own is left for the method of the element it stands in.
  #fields(
    node: Node,
    whole: Node,
    element: Element,
    path: readonly string[] = [],
  ): { readonly placed: readonly Placed[]; readonly left: Rest } {
    const { places } = this.#lexicon.methodsOf(element)
    const placed: Placed[] = []
    const kept: Record<string, Slot> = {}
    for (const [key, slot] of fieldsOf(node)) {
      const here = [...path, key]
      const own = this.#below(node, whole, key, slot, element, here, placed)
      if (own === undefined) continue
      const method = places.get(here.join('/'))
      if (method === undefined) kept[key] = own
      else {
        const at = here.map((_, depth) => indexIn(element, here.slice(0, depth + 1)))
        // The devices of a domain are told one by one.
        const merged = element.name !== 'domain'
        const calls = this.#callsOf(method, node, key, wellFormed(own), element, merged)
        placed.push(...calls.map(call => ({ at, call })))
      }
    }
    const raws = rawsOf(node)
    if (path.length === 0) {
      const calls = raws.map(xml => ({ method: 'xml', args: [literal(xml)], comments: [] }))
      return { placed: [...placed, ...calls.map(call => ({ at: [Infinity], call }))], left: true }
    }
    const isSaid = Object.keys(kept).length === 0 && raws.length === 0
    return { placed, left: isSaid ? true : { ...node, fields: kept } }
  }

  // What stands deeper may have methods of its own, as the devices of a domain have.
  #below(
    node: Node,
    whole: Node,
    key: string,
    slot: Slot,
    element: Element,
    here: readonly string[],
    placed: Placed[],
  ): Slot | undefined {
    const { places } = this.#lexicon.methodsOf(element)
    const prefix = `${here.join('/')}/`
    const original = slotOf(whole, key)?.value
    if (!isNode(slot.value) || !isNode(original) || facts(slot.value) === 0) return slot
    if (![...places.keys()].some(place => place.startsWith(prefix)))
      return { ...slot, value: complete(slot.value, original) }
    const below = this.#fields(slot.value, original, element, here)
    // What an object must hold cannot be said apart from it.
    if (below.left !== true && needsMore(below.left, original))
      return { ...slot, value: complete(slot.value, original) }
    const [first, ...others] = below.placed
    const comments = commentsBefore(node, key)
    if (first) {
      const { call } = first
      placed.push({ ...first, call: { ...call, comments: [...comments, ...call.comments] } })
      placed.push(...others)
    }
    return below.left === true ? undefined : { ...slot, value: complete(below.left, original) }
  }

  #callsOf(
    method: string,
    node: Node,
    key: string,
    values: readonly (Scalar | Node)[],
    element: Element,
    merged: boolean,
  ): readonly Call[] {
    const field = fieldOf(node.element, key)
    const calls = values.map((value, nth): Call => {
      const { code, comments } = this.#value(field, value)
      const before = commentsBefore(node, key, field?.many ? nth + 1 : undefined)
      const call = { method, args: saysNothing(field, value) ? [] : [code] }
      return { ...(this.#ownMethod(call, element) ?? call), comments: [...before, ...comments] }
    })
    const [first] = calls
    const together = merged || !values.some(isNode)
    if (!first || !field?.many || !together || calls.some(one => one.comments.length > 0))
      return calls
    return [{ ...first, args: calls.flatMap(({ args }) => args) }]
  }

  // `.disk(cdrom('/debian.iso'))` is `.cdrom('/debian.iso')` where the builder has a method of the word's name.
  #ownMethod(
    { method, args }: Omit<Call, 'comments'>,
    element: Element,
  ): Omit<Call, 'comments'> | undefined {
    const [code] = args
    const empty = this.#lexicon.empty(element)
    if (code?.kind !== 'chain' || code.calls.length > 0) return undefined
    if (code.word === method || !empty || !(code.word in empty)) return undefined
    const { language } = this.#lexicon
    const long = nodeOf(invoke(empty, method, [run(code, language)]))
    const short = nodeOf(
      invoke(
        empty,
        code.word,
        code.args.map(arg => run(arg, language)),
      ),
    )
    if (!long || !short || difference(long, short) !== undefined) return undefined
    return { method: code.word, args: code.args }
  }
}

// What is there and says nothing more is a call without arguments.
const saysNothing = (field: Field | undefined, value: Scalar | Node): boolean =>
  (field?.kind === 'flag' && value === true) ||
  (field?.bare === true && isNode(value) && facts(value) === 0)

// What a word has said is said again where an object must hold it.
function complete(rest: Node, whole: Node): Node {
  const fields: Record<string, Slot> = { ...rest.fields }
  for (const [key, slot] of Object.entries(whole.fields)) {
    const field = fieldOf(whole.element, key)
    const left = fields[key]?.value
    if (field?.many) continue
    if (left === undefined && field?.required === true) fields[key] = slot
    else if (isNode(left) && isNode(slot.value))
      fields[key] = { ...slot, value: complete(left, slot.value) }
  }
  return { ...rest, fields }
}

// A list that must be there is said once.
const needsMore = (rest: Node, whole: Node): boolean =>
  Object.keys(whole.fields).some(key => {
    const field = fieldOf(whole.element, key)
    return field?.many && field.required === true && !slotOf(rest, key)
  })
