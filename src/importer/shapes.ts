import { Builder, template, way } from '../dsl/builder.ts'
import { nodeOf } from '../dsl/normalise.ts'
import type { Element } from '../schema/element.ts'
import { emptyNode, isNode, Misfit, type Node, valuesOf } from '../tree/node.ts'
import { invoke, type Language } from './code.ts'

/*
 * What words and methods write is learnt by calling them: with marks for arguments, what comes back shows where each
 * argument goes. So there is no second table, and a new word can be imported the moment it exists.
 */

/** One way to call a word or a method, and what it writes when called so. */
export interface Shape {
  readonly name: string
  readonly args: readonly Mark[]
  /** How many of them are needed. */
  readonly arity: number
  readonly node: Node
}

/** What stands for an argument: a value, an object that is spread into an element, or an object of known keys. */
export type Mark =
  | { readonly kind: 'value'; readonly mark: string }
  | { readonly kind: 'spread'; readonly mark: string }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [string, Mark | Constant])[] }

export interface Constant {
  readonly kind: 'constant'
  readonly value: boolean
}

/** A word or method that takes its arguments apart, and its way back from the plain object of an element to them. */
export interface Way {
  readonly name: string
  readonly back: (made: object) => readonly unknown[] | undefined
}

/** What can be called on the builders of one element. */
export interface Methods {
  /** Methods that write one field and all of it, by the path of the field. */
  readonly places: ReadonlyMap<string, string>
  /** Methods that write several, as a word does. */
  readonly pieces: readonly Shape[]
  readonly ways: readonly Way[]
}

/** A unit of a size, `GiB`: a word that makes a plain object of one argument. */
export interface PlainWord {
  readonly name: string
  readonly key: string
  readonly constants: Readonly<Record<string, unknown>>
}

const MOST_ARGUMENTS = 4
const origin = { file: '', line: 0, column: 0 }
const markOf = (index: number, key = ''): string => `\0${index}.${key}\0`

/** Which argument a mark stands for. */
export const indexOfMark = (mark: string): number => Number.parseInt(mark.slice(1), 10)

/** Is this a mark, and no value? */
export const isMark = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('\0')

/** The words of the language and the methods of its builders, learnt once. */
export class Lexicon {
  readonly language: Language
  readonly #words: readonly Shape[]
  readonly #plain: readonly PlainWord[]
  readonly #builders = new Map<Element, new (node: Node) => Builder<unknown>>()
  readonly #methods = new Map<Element, Methods>()
  readonly #wordsFor = new Map<Element, readonly Shape[]>()
  readonly #ways: readonly Way[]

  constructor(language: Language) {
    this.language = language
    const words: Shape[] = []
    const plain: PlainWord[] = []
    for (const [name, word] of Object.entries(language)) {
      if (typeof word !== 'function') continue
      const call = (args: readonly unknown[]): unknown => attempt(() => word(...args))
      const unit = plainWord(name, call([markOf(0)]))
      if (unit) plain.push(unit)
      words.push(...shapesOf(name, arityOf(word), args => this.#learn(call(args))))
    }
    this.#words = words
    this.#plain = plain
    this.#ways = Object.entries(language).flatMap(([name, word]) => wayOf(name, word))
  }

  #learn(made: unknown): Node | undefined {
    const node = nodeOf(made)
    if (node && made instanceof Builder)
      this.#builders.set(node.element, made.constructor as new (node: Node) => Builder<unknown>)
    return node
  }

  /** Is there a way to call this word? */
  knows(word: string): boolean {
    return [...this.#words, ...this.#ways].some(({ name }) => name === word)
  }

  /** The ways to make an element with a word. */
  wordsFor(element: Element): readonly Shape[] {
    const known = this.#wordsFor.get(element)
    if (known) return known
    const words = this.#words.filter(shape => isKin(shape.node.element, element))
    this.#wordsFor.set(element, words)
    return words
  }

  /** The words that have a way back, of whatever element. */
  get ways(): readonly Way[] {
    return this.#ways
  }

  /** The word for a plain object with these keys and values, and the value it is called with. */
  unitFor(values: Readonly<Record<string, unknown>>): readonly [string, number] | undefined {
    const keys = Object.keys(values)
    const unit = this.#plain.find(
      ({ key, constants }) =>
        keys.length === Object.keys(constants).length + 1 &&
        typeof values[key] === 'number' &&
        Object.entries(constants).every(([name, value]) => values[name] === value),
    )
    return unit && [unit.name, values[unit.key] as number]
  }

  /** The elements that words make. */
  get elements(): readonly Element[] {
    return [...this.#builders.keys()]
  }

  /** An empty builder of what a word makes. */
  empty(element: Element): Builder<unknown> | undefined {
    const builder = this.#builders.get(element)
    return builder && new builder(emptyNode(element, origin))
  }

  /** What can be called on a builder of an element. */
  methodsOf(element: Element): Methods {
    const known = this.#methods.get(element)
    if (known) return known
    const methods = this.#learnMethods(element)
    this.#methods.set(element, methods)
    return methods
  }

  #learnMethods(element: Element): Methods {
    const places = new Map<string, string>()
    const pieces: Shape[] = []
    const ways: Way[] = []
    const empty = this.empty(element)
    if (!empty) return { places, pieces, ways }
    for (const [name, { value }] of Object.entries(
      Object.getOwnPropertyDescriptors(Object.getPrototypeOf(empty)),
    )) {
      if (name === 'constructor' || typeof value !== 'function') continue
      ways.push(...wayOf(name, value))
      const call = (args: readonly unknown[]): Node | undefined =>
        nodeOf(attempt(() => invoke(empty, name, args)))
      const misfit = new Misfit(markOf(0), origin)
      const path = pathOf(call([misfit]), misfit)
      // A method by another name than its own is the word that people say.
      const isPlace = path && (path.key === name || value.name !== name || path.many)
      if (template in value || !isPlace) pieces.push(...shapesOf(name, arityOf(value), call))
      else if (path.key === name || value.name !== name || !places.has(path.text))
        places.set(path.text, name)
    }
    return { places, pieces, ways }
  }
}

/** May what a word makes of the one element stand for the other? The elements of ports and consoles are two. */
const isKin = (made: Element, wanted: Element): boolean =>
  made === wanted ||
  (made.name === wanted.name &&
    Object.keys(made.fields).join() === Object.keys(wanted.fields).join())

function wayOf(name: string, callable: unknown): readonly Way[] {
  const write = typeof callable === 'function' && template in callable && callable[template]
  return typeof write === 'function' && way in write
    ? [{ name, back: write[way] as Way['back'] }]
    : []
}

/** Words complain of arguments that they cannot take, and marks may be such. */
export function attempt(call: () => unknown): unknown {
  try {
    return call()
  } catch {
    return undefined
  }
}

function plainWord(name: string, made: unknown): PlainWord | undefined {
  if (typeof made !== 'object' || made === null || nodeOf(made)) return undefined
  const entries = Object.entries(made)
  const marked = entries.filter(([, value]) => isMark(value))
  if (marked.length !== 1 || entries.length < 2) return undefined
  const constants = Object.fromEntries(entries.filter(([, value]) => !isMark(value)))
  return { name, key: marked[0]![0], constants }
}

interface Path {
  readonly text: string
  readonly key: string
  /** Does the field stand several times? */
  readonly many: boolean
}

/** The path of the one value that a node holds, if that is all it holds. */
function pathOf(node: Node | undefined, value: Misfit): Path | undefined {
  if (!node || node.extra) return undefined
  const [entry, ...others] = Object.entries(node.fields)
  if (!entry || others.length > 0) return undefined
  const [key, slot] = entry
  const many = Array.isArray(slot.value)
  const [one, ...more] = valuesOf(slot)
  if (more.length > 0) return undefined
  if (one === value) return { text: key, key, many }
  const below = isNode(slot.value) ? pathOf(slot.value, value) : undefined
  return below && { ...below, text: `${key}/${below.text}` }
}

// How many arguments a call needs; a word's template says it.
const arityOf = (callable: object): number =>
  ((template in callable ? callable[template] : callable) as (...args: unknown[]) => unknown).length

function shapesOf(
  name: string,
  arity: number,
  call: (args: readonly unknown[]) => Node | undefined,
): readonly Shape[] {
  const shapes: Shape[] = []
  const extend = (args: readonly Mark[]): void => {
    const node = call(args.map(argumentOf))
    if (node) shapes.push({ name, args, arity, node })
    if (args.length === MOST_ARGUMENTS) return
    for (const mark of marksAt(args, call)) {
      const made = call([...args, mark].map(argumentOf))
      if (made && uses(made, mark)) extend([...args, mark])
    }
  }
  extend([])
  return shapes.filter(({ args }) => args.length >= arity)
}

// The kinds of arguments that a call can be asked to take behind those it has.
function marksAt(
  args: readonly Mark[],
  call: (args: readonly unknown[]) => Node | undefined,
): readonly Mark[] {
  const index = args.length
  const value = { kind: 'value', mark: markOf(index) } as const
  const spread = { kind: 'spread', mark: markOf(index) } as const
  const keys = keysRead(proxy => call([...args.map(argumentOf), proxy]))
  // An object of which keys are read has no others.
  if (keys.length > 0) return [value, ...records(index, keys)]
  const made = call([...args, spread].map(argumentOf))
  // An object that joins what a word says is not to be replaced by a value.
  return made !== undefined && neighbours(made, spread.mark) > 0 ? [spread] : [value, spread]
}

function neighbours(node: Node, mark: string): number {
  if (mark in node.fields) return Object.keys(node.fields).length - 1
  const below = Object.values(node.fields).flatMap(slot => valuesOf(slot).filter(isNode))
  return Math.max(0, ...below.map(one => neighbours(one, mark)))
}

// The keys of an argument that a word takes apart.
function keysRead(call: (proxy: object) => unknown): readonly string[] {
  const keys = new Set<string>()
  call(
    new Proxy(
      {},
      {
        get(_, key) {
          if (typeof key === 'string') keys.add(key)
          return undefined
        },
      },
    ),
  )
  return keys.size <= 3 ? [...keys] : []
}

function records(index: number, keys: readonly string[]): readonly Mark[] {
  let all: readonly (readonly (readonly [string, Mark | Constant])[])[] = [[]]
  for (const key of keys) {
    const values: readonly (Mark | Constant)[] = [
      { kind: 'value', mark: markOf(index, key) },
      { kind: 'constant', value: true },
      { kind: 'constant', value: false },
    ]
    all = all.flatMap(one => [one, ...values.map(value => [...one, [key, value] as const])])
  }
  return all.filter(entries => entries.length > 0).map(entries => ({ kind: 'record', entries }))
}

function argumentOf(mark: Mark | Constant): unknown {
  switch (mark.kind) {
    case 'value':
      return mark.mark
    case 'constant':
      return mark.value
    case 'spread':
      return { [mark.mark]: true }
    case 'record':
      return Object.fromEntries(mark.entries.map(([key, value]) => [key, argumentOf(value)]))
  }
}

/** Does every part of an argument leave a trace in what is made, as the kind of argument that it is? */
function uses(node: Node, mark: Mark | Constant): boolean {
  const traces = tracesIn(node)
  switch (mark.kind) {
    case 'value':
      return traces.values.has(mark.mark)
    case 'spread':
      return traces.keys.has(mark.mark)
    case 'constant':
      return true
    case 'record':
      return mark.entries.every(([, value]) => uses(node, value))
  }
}

function tracesIn(
  node: Node,
  traces = { values: new Set<unknown>(), keys: new Set<string>() },
): typeof traces {
  for (const [key, slot] of Object.entries(node.fields)) {
    traces.keys.add(key)
    for (const value of valuesOf(slot)) {
      if (isNode(value)) tracesIn(value, traces)
      else traces.values.add(value instanceof Misfit ? value.value : value)
    }
  }
  for (const { xml } of node.extra ?? [])
    for (const [mark] of xml.matchAll(/\0\d+\.\w*\0/g)) traces.values.add(mark)
  return traces
}
