import { Builder, template, way } from '../dsl/builder.ts'
import { nodeOf } from '../dsl/normalise.ts'
import type { Element } from '../schema/core/element.ts'
import { emptyNode, isNode, Misfit, type Node, valuesOf } from '../tree/node.ts'
import { invoke, type Language } from './code.ts'
import { isMark, markOf, type Shape, shapesOf } from './shapes.ts'

/*
 * The language as an import knows it: learnt from the words themselves, so that there is no second table, and a new word
 * can be imported the moment it exists.
 */

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

const origin = { file: '', line: 0, column: 0 }

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
