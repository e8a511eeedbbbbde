import { Builder, inverse, template } from '../dsl/builder.ts'
import { nodeOf } from '../dsl/normalise.ts'
import type { Element } from '../schema/core/element.ts'
import { emptyNode, isNode, Misfit, type Node, valuesOf } from '../tree/node.ts'
import { type CallPattern, callPatternsOf, isPlaceholder, placeholderOf } from './call-patterns.ts'
import { invoke, type Language } from './code.ts'

/*
 * What each factory and method of libvmc writes. The lexicon finds this out by calling them, so a new factory or
 * shorthand can be imported without any change to the importer.
 */

/**
 * The inverse of a factory or shorthand: a function from the plain object of an element to the
 * arguments of the call.
 */
export interface Inverse {
  readonly name: string
  readonly argumentsOf: (made: object) => readonly unknown[] | undefined
}

/** The methods of the builder of an element. */
export interface Methods {
  /** The methods that write exactly one field, by the path of the field. */
  readonly fieldMethods: ReadonlyMap<string, string>
  /** The shorthands: methods that write several fields. */
  readonly shorthands: readonly CallPattern[]
  readonly inverses: readonly Inverse[]
}

/** A function that makes a plain object from one number, such as `GiB`. */
export interface UnitFunction {
  readonly name: string
  /** The key of the number in the plain object. */
  readonly key: string
  /** The other entries of the plain object. */
  readonly constants: Readonly<Record<string, unknown>>
}

const origin = { file: '', line: 0, column: 0 }

/** The factories of libvmc and the methods of their builders. */
export class Lexicon {
  readonly language: Language
  readonly #factories: readonly CallPattern[]
  readonly #units: readonly UnitFunction[]
  readonly #builders = new Map<Element, new (node: Node) => Builder<unknown>>()
  readonly #methods = new Map<Element, Methods>()
  readonly #factoriesFor = new Map<Element, readonly CallPattern[]>()
  readonly #inverses: readonly Inverse[]

  constructor(language: Language) {
    this.language = language
    const factories: CallPattern[] = []
    const units: UnitFunction[] = []
    for (const [name, factory] of Object.entries(language)) {
      if (typeof factory !== 'function') continue
      const call = (args: readonly unknown[]): unknown => attempt(() => factory(...args))
      const unit = unitFunction(name, call([placeholderOf(0)]))
      if (unit) units.push(unit)
      factories.push(...callPatternsOf(name, arityOf(factory), args => this.#learn(call(args))))
    }
    this.#factories = factories
    this.#units = units
    this.#inverses = Object.entries(language).flatMap(([name, factory]) =>
      inversesOf(name, factory),
    )
  }

  #learn(made: unknown): Node | undefined {
    const node = nodeOf(made)
    if (node && made instanceof Builder)
      this.#builders.set(node.element, made.constructor as new (node: Node) => Builder<unknown>)
    return node
  }

  /** Whether the lexicon has found a way to call a factory. */
  has(factory: string): boolean {
    return [...this.#factories, ...this.#inverses].some(({ name }) => name === factory)
  }

  /** The calls of factories that make an element. */
  factoriesFor(element: Element): readonly CallPattern[] {
    const known = this.#factoriesFor.get(element)
    if (known) return known
    const factories = this.#factories.filter(pattern => isCompatible(pattern.node.element, element))
    this.#factoriesFor.set(element, factories)
    return factories
  }

  /** The inverses of all factories. */
  get inverses(): readonly Inverse[] {
    return this.#inverses
  }

  /** The unit function that makes a plain object with these values, and its argument. */
  unitFor(values: Readonly<Record<string, unknown>>): readonly [string, number] | undefined {
    const keys = Object.keys(values)
    const unit = this.#units.find(
      ({ key, constants }) =>
        keys.length === Object.keys(constants).length + 1 &&
        typeof values[key] === 'number' &&
        Object.entries(constants).every(([name, value]) => values[name] === value),
    )
    return unit && [unit.name, values[unit.key] as number]
  }

  /** The elements that factories make. */
  get elements(): readonly Element[] {
    return [...this.#builders.keys()]
  }

  /** An empty builder for an element; `undefined` if no factory makes the element. */
  emptyBuilder(element: Element): Builder<unknown> | undefined {
    const builder = this.#builders.get(element)
    return builder && new builder(emptyNode(element, origin))
  }

  /** The methods of the builder of an element. */
  methodsOf(element: Element): Methods {
    const known = this.#methods.get(element)
    if (known) return known
    const methods = this.#learnMethods(element)
    this.#methods.set(element, methods)
    return methods
  }

  #learnMethods(element: Element): Methods {
    const fieldMethods = new Map<string, string>()
    const shorthands: CallPattern[] = []
    const inverses: Inverse[] = []
    const builder = this.emptyBuilder(element)
    if (!builder) return { fieldMethods, shorthands, inverses }
    for (const [name, { value }] of Object.entries(
      Object.getOwnPropertyDescriptors(Object.getPrototypeOf(builder)),
    )) {
      if (name === 'constructor' || typeof value !== 'function') continue
      inverses.push(...inversesOf(name, value))
      const call = (args: readonly unknown[]): Node | undefined =>
        nodeOf(attempt(() => invoke(builder, name, args)))
      const misfit = new Misfit(placeholderOf(0), origin)
      const path = pathOf(call([misfit]), misfit)
      // A method that is installed under a different name than its own is an alias, which is preferred.
      const isFieldMethod = path && (path.key === name || value.name !== name || path.isList)
      if (template in value || !isFieldMethod)
        shorthands.push(...callPatternsOf(name, arityOf(value), call))
      else if (path.key === name || value.name !== name || !fieldMethods.has(path.text))
        fieldMethods.set(path.text, name)
    }
    return { fieldMethods, shorthands, inverses }
  }
}

/**
 * Whether a factory for one element can make the other. Serial ports and consoles are different
 * elements with the same fields.
 */
const isCompatible = (made: Element, wanted: Element): boolean =>
  made === wanted ||
  (made.name === wanted.name &&
    Object.keys(made.fields).join() === Object.keys(wanted.fields).join())

function inversesOf(name: string, callable: unknown): readonly Inverse[] {
  const write = typeof callable === 'function' && template in callable && callable[template]
  return typeof write === 'function' && inverse in write
    ? [{ name, argumentsOf: write[inverse] as Inverse['argumentsOf'] }]
    : []
}

/** The result of a call; `undefined` if it throws. Factories can throw on placeholder arguments. */
export function attempt(call: () => unknown): unknown {
  try {
    return call()
  } catch {
    return undefined
  }
}

function unitFunction(name: string, made: unknown): UnitFunction | undefined {
  if (typeof made !== 'object' || made === null || nodeOf(made)) return undefined
  const entries = Object.entries(made)
  const variable = entries.filter(([, value]) => isPlaceholder(value))
  if (variable.length !== 1 || entries.length < 2) return undefined
  const constants = Object.fromEntries(entries.filter(([, value]) => !isPlaceholder(value)))
  return { name, key: variable[0]![0], constants }
}

interface Path {
  /** The keys of the path, joined with `/`. */
  readonly text: string
  /** The last key of the path. */
  readonly key: string
  /** Whether the field is a list. */
  readonly isList: boolean
}

/** The path of this value in a node; `undefined` if the node has other values too. */
function pathOf(node: Node | undefined, value: Misfit): Path | undefined {
  if (!node || node.extra) return undefined
  const [entry, ...others] = Object.entries(node.fields)
  if (!entry || others.length > 0) return undefined
  const [key, slot] = entry
  const isList = Array.isArray(slot.value)
  const [one, ...more] = valuesOf(slot)
  if (more.length > 0) return undefined
  if (one === value) return { text: key, key, isList }
  const inner = isNode(slot.value) ? pathOf(slot.value, value) : undefined
  return inner && { ...inner, text: `${key}/${inner.text}` }
}

// The number of required arguments. A factory or shorthand has the arguments of its template.
const arityOf = (callable: object): number =>
  ((template in callable ? callable[template] : callable) as (...args: unknown[]) => unknown).length
