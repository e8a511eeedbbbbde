import { fieldOf, nodeOf, toNode } from '../dsl/normalise.ts'
import { type Element, elementOf, type Field } from '../schema/element.ts'
import { difference } from '../tree/equal.ts'
import {
  freezeNode,
  isNode,
  type Node,
  type Scalar,
  type Slot,
  slotOf,
  valuesOf,
} from '../tree/node.ts'
import {
  type Call,
  type Chain,
  type Code,
  type Entry,
  invoke,
  literal,
  run,
  weight,
} from './code.ts'
import { type Bindings, facts, type Rest, subtract } from './match.ts'
import { commentsBefore, rawsOf, unplaced } from './raws.ts'
import {
  attempt,
  type Constant,
  type Lexicon,
  type Mark,
  type Methods,
  type Shape,
  type Way,
} from './shapes.ts'
import { spelled } from './spelled.ts'

/*
 * A tree as an expression: words first, then methods, then objects. Of all words that write nothing but what the node
 * says, the one that leaves the least to read is taken.
 */

/** An expression, and the comments that have to stand before it. */
export interface Expressed<C extends Code = Code> {
  readonly code: C
  readonly comments: readonly string[]
}

/** A word or a method that says a part of a node. */
interface Candidate {
  readonly shape: Shape
  readonly args: readonly Code[]
  /** What it writes. */
  readonly written: Node
  readonly rest: Rest
  readonly cost: number
}

/** A call, and where in the table stands what it writes. */
interface Placed {
  readonly at: readonly number[]
  readonly call: Call
}

type Make = (word: Chain) => Node | undefined

// What a method has to say costs as much as the value, and half of it for the name.
const METHOD = 1.5
// A method that says several things has to spare something to be worth its name.
const WORTH = 0.4

/** Expresses nodes in the words of a language. */
export class Expression {
  readonly #lexicon: Lexicon

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon
  }

  /** A node as a word and its methods, if there is a word for it. */
  chain(node: Node): Expressed<Chain> | undefined {
    const head = this.#word(node)
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
    let left = rest
    let { pieces, ways } = this.#lexicon.methodsOf(element)
    while (left !== true) {
      const candidates = this.#pieces(left, element, { pieces, ways })
      const piece = least(candidates)
      if (!piece) break
      const { shape, args } = piece
      placed.push({
        at: positionOf(piece.written),
        call: { method: shape.name, args, comments: [] },
      })
      left = piece.rest
      // What does not fit the whole does not fit the rest.
      pieces = pieces.filter(one => candidates.some(({ shape }) => shape === one))
      ways = ways.filter(one => candidates.some(({ shape }) => shape.name === one.name))
    }
    if (left !== true) placed.push(...this.#fields(left, whole, element).placed)
    return placed.sort((a, b) => compare(a.at, b.at)).map(({ call }) => call)
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
    return { placed, left: isSaid ? true : freezeNode({ ...node, fields: kept }) }
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

  // The word that leaves the least to read.
  #word(node: Node): Candidate | undefined {
    const make: Make = word => nodeOf(run(word, this.#lexicon.language))
    const shapes = this.#lexicon.wordsFor(node.element)
    const candidates = (lenient: boolean): readonly Candidate[] => [
      ...shapes.flatMap(shape => this.#candidate(shape, node, make, lenient) ?? []),
      ...this.#back(this.#lexicon.ways, node, make, lenient),
    ]
    return least(candidates(false)) ?? least(candidates(true))
  }

  // The methods that say a part of a node, and spare something.
  #pieces(
    node: Node,
    element: Element,
    { pieces, ways }: Pick<Methods, 'pieces' | 'ways'>,
  ): readonly Candidate[] {
    const empty = this.#lexicon.empty(element)
    const make: Make = ({ word, args }) =>
      nodeOf(
        invoke(
          empty,
          word,
          args.map(arg => run(arg, this.#lexicon.language)),
        ),
      )
    const most = facts(node) * METHOD - WORTH
    return [
      ...pieces.flatMap(shape => this.#candidate(shape, node, make) ?? []),
      ...this.#back(ways, node, make),
    ].filter(({ cost }) => cost < most)
  }

  #candidate(shape: Shape, node: Node, make: Make, lenient = false): Candidate | undefined {
    const bindings: Bindings = new Map()
    if (subtract(shape.node, node, { bindings, lenient, arity: shape.arity }) === undefined)
      return undefined
    const args = shape.args.map(mark => this.#argument(mark, bindings))
    if (!args.every(arg => arg !== undefined)) return undefined
    // What fills an element may be said by a word of another: `unix('bind', '/fv0.sock')` of a channel.
    const worded = shape.args.map((mark, nth) => this.#borrowed(mark, bindings) ?? args[nth]!)
    return (
      (worded.some((arg, nth) => arg !== args[nth])
        ? this.#made(shape, worded, node, make, lenient)
        : undefined) ?? this.#made(shape, args, node, make, lenient)
    )
  }

  // What a word writes it tells by itself, called with what was found.
  #made(
    shape: Shape,
    args: readonly Code[],
    node: Node,
    make: Make,
    lenient: boolean,
  ): Candidate | undefined {
    const word = { kind: 'chain' as const, word: shape.name, args, calls: [] }
    const written = attempt(() => make(word)) as Node | undefined
    const rest =
      written?.element.name === node.element.name ? subtract(written, node, { lenient }) : undefined
    if (!written || rest === undefined) return undefined
    const said = args.reduce((sum, arg) => sum + weight(arg), 0)
    return { shape, args, written, rest, cost: said + facts(rest) * METHOD }
  }

  #borrowed(mark: Mark | Constant, bindings: Bindings): Code | undefined {
    const bound = mark.kind === 'spread' ? bindings.get(mark.mark) : undefined
    if (!bound || !('fields' in bound)) return undefined
    const { fields, element } = bound.fields
    for (const other of this.#lexicon.elements) {
      if (other === element || !Object.keys(fields).every(key => alike(other, element, key)))
        continue
      const expressed = this.chain(freezeNode({ ...bound.fields, element: other }))
      if (expressed) return expressed.code
    }
    return undefined
  }

  // Words with a way back are asked what made the node, and tell by what they make of the answer whether it is so.
  #back(ways: readonly Way[], node: Node, make: Make, lenient = false): readonly Candidate[] {
    if (ways.length === 0) return []
    const plain = plainOf(node)
    return ways.flatMap(({ name, back }): readonly Candidate[] => {
      const found = attempt(() => back(plain)) as readonly unknown[] | undefined
      if (!found) return []
      const shape = { name, args: [], arity: 0, node }
      return [this.#made(shape, found.map(codeOf), node, make, lenient) ?? []].flat()
    })
  }

  #argument(mark: Mark | Constant, bindings: Bindings): Code | undefined {
    if (mark.kind === 'constant') return literal(mark.value)
    if (mark.kind === 'record') {
      const entries: Entry[] = []
      for (const [key, part] of mark.entries) {
        const value = this.#argument(part, bindings)
        if (!value) return undefined
        entries.push({ key, value, comments: [] })
      }
      const plain = entries.flatMap(({ key, value }) =>
        value.kind === 'literal' ? [[key, value.value] as const] : [],
      )
      return this.#unitOf(Object.fromEntries(plain)) ?? { kind: 'record', entries }
    }
    const bound = bindings.get(mark.mark)
    if (!bound) return undefined
    if ('fields' in bound) return this.#record(bound.fields)
    if ('values' in bound)
      return {
        kind: 'list',
        items: bound.values.map(value => this.#value(bound.field, value).code),
      }
    return this.#value(bound.field, bound.value).code
  }
}

// Do two elements have the same field by a name?
function alike(one: Element, other: Element, key: string): boolean {
  const [a, b] = [fieldOf(one, key), fieldOf(other, key)]
  return a !== undefined && a.kind === b?.kind && a.element === b.element && a.codec === b.codec
}

// A node as the plain object that a template makes.
const plainOf = ({ fields }: Node): object =>
  Object.fromEntries(
    Object.entries(fields).map(([key, { value }]) => [
      key,
      Array.isArray(value) ? value.map(plainValue) : plainValue(value),
    ]),
  )

const plainValue = (value: unknown): unknown => (isNode(value) ? plainOf(value) : value)

// A plain value as the expression of it.
function codeOf(value: unknown): Code {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(codeOf) }
  if (typeof value !== 'object' || value === null) return literal(value as Scalar)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return {
    kind: 'record',
    entries: entries.map(([key, one]) => ({ key, value: codeOf(one), comments: [] })),
  }
}

// A node that holds one value may be written as that value.
function shorthand(node: Node): Code | undefined {
  const raws = rawsOf(node).map(literal)
  const values = raws.length > 0 ? [] : scalarsIn(node)
  const [first] = values
  const contracted = raws.length === 0 ? node.element.contract?.(spelled(node)) : undefined
  const candidates = [
    ...(contracted === undefined ? [] : [literal(contracted)]),
    ...(values.length === 1 ? [literal(first!)] : []),
    ...(node.element.open && raws.length > 0 ? [oneOrAll(raws)] : []),
  ]
  return candidates.find(code => {
    const made = toNode(node.element, run(code, {}), node.origin)
    return isNode(made) && difference(made, withoutRawPlaces(node)) === undefined
  })
}

const withoutRawPlaces = (node: Node): Node =>
  node.extra
    ? freezeNode({ ...node, extra: rawsOf(node).map(xml => ({ xml, origin: node.origin })) })
    : node

const scalarsIn = (node: Node): readonly Scalar[] =>
  fieldsOf(node).flatMap(([, slot]) =>
    wellFormed(slot).flatMap(value => (isNode(value) ? scalarsIn(value) : [value])),
  )

const oneOrAll = (codes: readonly Code[]): Code =>
  codes.length === 1 ? codes[0]! : { kind: 'list', items: codes }

// What is there and says nothing more is a call without arguments.
const saysNothing = (field: Field | undefined, value: Scalar | Node): boolean =>
  (field?.kind === 'flag' && value === true) ||
  (field?.bare === true && isNode(value) && facts(value) === 0)

// Of one word the way that says the most, for what it can say it may have to be told; of several the least to read.
function least(candidates: readonly Candidate[]): Candidate | undefined {
  const ways = new Map<string, Candidate>()
  for (const one of candidates) {
    const known = ways.get(one.shape.name)
    const [less, more] = [facts(one.rest), known ? facts(known.rest) : Infinity]
    if (less < more || (less === more && one.cost < known!.cost)) ways.set(one.shape.name, one)
  }
  return [...ways.values()].reduce<Candidate | undefined>(
    (best, one) => (best && best.cost <= one.cost ? best : one),
    undefined,
  )
}

// In the order of the table; what the table does not know comes last.
function fieldsOf(node: Node): readonly (readonly [string, Slot])[] {
  const known = Object.keys(node.element.fields).filter(key => slotOf(node, key))
  return [...new Set([...known, ...Object.keys(node.fields)])].map(key => [key, node.fields[key]!])
}

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
  return freezeNode({ ...rest, fields })
}

// A list that must be there is said once.
const needsMore = (rest: Node, whole: Node): boolean =>
  Object.keys(whole.fields).some(key => {
    const field = fieldOf(whole.element, key)
    return field?.many && field.required === true && !slotOf(rest, key)
  })

const wellFormed = (slot: Slot): readonly (Scalar | Node)[] =>
  valuesOf(slot) as readonly (Scalar | Node)[]

function indexIn(element: Element, [key = '', ...rest]: readonly string[]): number {
  if (rest.length > 0) return indexIn(elementOf(element.fields[key]!), rest)
  return Object.keys(element.fields).indexOf(key)
}

// Where in the table stands the first thing that a piece writes; what machine it is comes before everything.
function positionOf({ fields, element }: Node): readonly number[] {
  const os = slotOf({ fields, element } as Node, 'os')?.value
  if (isNode(os)) return [slotOf(os, 'type') ? -2 : -1]
  const keys = Object.keys(element.fields)
  return [Math.min(...Object.keys(fields).map(key => keys.indexOf(key)))]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let depth = 0; depth < Math.max(a.length, b.length); depth++) {
    const [left = -1, right = -1] = [a[depth], b[depth]]
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
