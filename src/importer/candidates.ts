import { fieldOf, nodeOf } from '../dsl/normalise.ts'
import type { Element, Field } from '../schema/core/element.ts'
import { isNode, type Node, type Scalar } from '../tree/node.ts'
import { walk } from '../tree/walk.ts'
import { type Chain, type Code, type Entry, invoke, literal, run, weight } from './code.ts'
import { attempt, type Lexicon, type Methods, type Way } from './lexicon.ts'
import { type Bindings, facts, type MatchOptions, type Rest, subtract } from './match.ts'
import type { Constant, Mark, Shape } from './shapes.ts'

/*
 * The words and methods that can say a node, or a part of it. What one writes it tells by itself, called with what was
 * found where its arguments go.
 */

/** A word or a method that says a part of a node. */
export interface Candidate {
  readonly shape: Shape
  readonly args: readonly Code[]
  /** What it writes. */
  readonly written: Node
  readonly rest: Rest
  readonly cost: number
  /** It writes raw parts that stand behind those of the rest. */
  readonly isLast?: boolean
}

/** How the arguments of a word are said. */
export interface Say {
  readonly value: (field: Field | undefined, value: Scalar | Node) => Code
  readonly record: (node: Node) => Code
  readonly chain: (node: Node) => Chain | undefined
  readonly unit: (values: Readonly<Record<string, unknown>>) => Code | undefined
}

type Make = (word: Chain) => Node | undefined

// What a method has to say costs as much as the value, and half of it for the name.
const METHOD = 1.5
// A method that says several things has to spare something to be worth its name.
const WORTH = 0.4

/** Finds what of a language can say a node. */
export class Candidates {
  readonly #lexicon: Lexicon
  readonly #say: Say

  constructor(lexicon: Lexicon, say: Say) {
    this.#lexicon = lexicon
    this.#say = say
  }

  /** The word that leaves the least to read. */
  word(node: Node): Candidate | undefined {
    const make: Make = word => nodeOf(run(word, this.#lexicon.language))
    const shapes = this.#lexicon.wordsFor(node.element)
    const candidates = (lenient: boolean): readonly Candidate[] => [
      ...shapes.flatMap(shape => this.#candidate(shape, node, make, { lenient }) ?? []),
      ...this.#back(this.#lexicon.ways, node, make, { lenient }),
    ]
    return least(candidates(false)) ?? least(candidates(true))
  }

  /** The methods that say a part of a node, and spare something. */
  pieces(
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
      ...pieces.flatMap(shape => this.#piece(shape, node, make) ?? []),
      ...this.#back(ways, node, make),
    ].filter(({ cost }) => cost < most)
  }

  // A method adds raw parts behind those that are there: it is called before the rest, or after it.
  #piece(shape: Shape, node: Node, make: Make): Candidate | undefined {
    const first = this.#candidate(shape, node, make)
    if (first || !writesRaw(shape.node)) return first
    const last = this.#candidate(shape, node, make, { rawsFromEnd: true })
    return last && { ...last, isLast: true }
  }

  #candidate(
    shape: Shape,
    node: Node,
    make: Make,
    options: MatchOptions = {},
  ): Candidate | undefined {
    const bindings: Bindings = new Map()
    if (subtract(shape.node, node, { ...options, bindings, arity: shape.arity }) === undefined)
      return undefined
    const args = shape.args.map(mark => this.#argument(mark, bindings))
    if (!args.every(arg => arg !== undefined)) return undefined
    // What fills an element may be said by a word of another: `unix('bind', '/fv0.sock')` of a channel.
    const worded = shape.args.map((mark, nth) => this.#borrowed(mark, bindings) ?? args[nth]!)
    return (
      (worded.some((arg, nth) => arg !== args[nth])
        ? this.#made(shape, worded, node, make, options)
        : undefined) ?? this.#made(shape, args, node, make, options)
    )
  }

  // What a word writes it tells by itself, called with what was found.
  #made(
    shape: Shape,
    args: readonly Code[],
    node: Node,
    make: Make,
    options: MatchOptions,
  ): Candidate | undefined {
    const word = { kind: 'chain' as const, word: shape.name, args, calls: [] }
    const written = attempt(() => make(word)) as Node | undefined
    const rest =
      written?.element.name === node.element.name ? subtract(written, node, options) : undefined
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
      const code = this.#say.chain({ ...bound.fields, element: other })
      if (code) return code
    }
    return undefined
  }

  // Words with a way back are asked what made the node, and tell by what they make of the answer whether it is so.
  #back(
    ways: readonly Way[],
    node: Node,
    make: Make,
    options: MatchOptions = {},
  ): readonly Candidate[] {
    // Nothing is asked of elements that no word makes.
    if (ways.length === 0 || !this.#lexicon.empty(node.element)) return []
    const plain = plainOf(node)
    return ways.flatMap(({ name, back }): readonly Candidate[] => {
      const found = attempt(() => back(plain)) as readonly unknown[] | undefined
      if (!found) return []
      const shape = { name, args: [], arity: 0, node }
      return [this.#made(shape, found.map(codeOf), node, make, options) ?? []].flat()
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
      return this.#say.unit(Object.fromEntries(plain)) ?? { kind: 'record', entries }
    }
    const bound = bindings.get(mark.mark)
    if (!bound) return undefined
    if ('fields' in bound) return this.#say.record(bound.fields)
    if ('values' in bound)
      return {
        kind: 'list',
        items: bound.values.map(value => this.#say.value(bound.field, value)),
      }
    return this.#say.value(bound.field, bound.value)
  }
}

function writesRaw(node: Node): boolean {
  let found = false
  walk(node, ({ extra }) => {
    if (extra) found = true
  })
  return found
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

/** Of one word the way that says the most, for what it can say it may have to be told; of several the least to read. */
export function least(candidates: readonly Candidate[]): Candidate | undefined {
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
