import { Builder, type DeviceGroup, deviceGroup, inverse, template } from '../dsl/builder.ts'
import { nodeOf } from '../dsl/normalise.ts'
import type { Element } from '../schema/core/element.ts'
import { emptyNode, InvalidValue, isNode, type Node, valuesOf } from '../tree/node.ts'
import { type CallPattern, callPatternsOf, isPlaceholder, placeholderOf } from './call-patterns.ts'
import { invoke, type Language } from './code.ts'

/*
 * Finds out which fields each factory and method of libvmc writes by calling it. Therefore the importer needs no change for a
 * new factory or shorthand.
 */

/**
 * A factory or shorthand, and a function that finds the arguments of its calls. The function takes an element as a plain object
 * and returns the arguments of a call that creates this element.
 */
export interface Inverse {
  readonly name: string
  readonly argumentsOf: (made: object) => readonly unknown[] | undefined
}

/** The methods of the builders for one kind of element. */
export interface Methods {
  /** The names of the methods that write exactly one field. The key is the path of this field. */
  readonly fieldMethods: ReadonlyMap<string, string>
  /** The forms in which shorthands can be called. A shorthand is a method that writes several fields. */
  readonly shorthands: readonly CallPattern[]
  readonly inverses: readonly Inverse[]
  /** The shorthands that add several devices. */
  readonly groups: readonly Group[]
}

/** A shorthand that adds several devices. */
interface Group extends DeviceGroup {
  readonly name: string
}

/** A unit function, such as `GiB`, which creates a plain object from one number. */
export interface UnitFunction {
  readonly name: string
  /** The property of the plain object to which the unit function assigns the number. */
  readonly key: string
  /** The properties of the plain object that have the same value in every call of the unit function. */
  readonly constants: Readonly<Record<string, unknown>>
}

const origin = { file: '', line: 0, column: 0 }

/**
 * Knows the factories of libvmc and the methods of their builders: the forms in which they can be called, and the fields that
 * they write.
 */
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

  /** Whether the lexicon knows a form in which a factory can be called. */
  has(factory: string): boolean {
    return [...this.#factories, ...this.#inverses].some(({ name }) => name === factory)
  }

  /** Returns the forms in which the factories for an element can be called. */
  factoriesFor(element: Element): readonly CallPattern[] {
    const known = this.#factoriesFor.get(element)
    if (known) return known
    const factories = this.#factories.filter(pattern => isCompatible(pattern.node.element, element))
    this.#factoriesFor.set(element, factories)
    return factories
  }

  /** Returns the factories whose arguments can be found with an `argumentsOf` function. */
  get inverses(): readonly Inverse[] {
    return this.#inverses
  }

  /**
   * Returns the name of the unit function that creates a plain object with these values, and the number that is its argument.
   */
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

  /** The elements that the factories of libvmc can create. */
  get elements(): readonly Element[] {
    return [...this.#builders.keys()]
  }

  /** Returns an empty builder for an element. Returns `undefined` if no factory creates this element. */
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
    const groups: Group[] = []
    const builder = this.emptyBuilder(element)
    if (!builder) return { fieldMethods, shorthands, inverses, groups }
    for (const [name, { value }] of Object.entries(
      Object.getOwnPropertyDescriptors(Object.getPrototypeOf(builder)),
    )) {
      if (name === 'constructor' || typeof value !== 'function') continue
      const group = groupOf(name, value)
      if (group) {
        groups.push(group)
        continue
      }
      inverses.push(...inversesOf(name, value))
      const call = (args: readonly unknown[]): Node | undefined =>
        nodeOf(attempt(() => invoke(builder, name, args)))
      const invalid = new InvalidValue(placeholderOf(0), origin)
      const path = pathOf(call([invalid]), invalid)
      // If the name of a method differs from the name of its function, the method is an alias, as `.nic()` is for
      // `.interface()`. The alias is preferred to the original name.
      const isFieldMethod = path && (path.key === name || value.name !== name || path.isList)
      if (template in value || !isFieldMethod)
        shorthands.push(...callPatternsOf(name, arityOf(value), call))
      else if (path.key === name || value.name !== name || !fieldMethods.has(path.text))
        fieldMethods.set(path.text, name)
    }
    return { fieldMethods, shorthands, inverses, groups }
  }
}

/**
 * Whether a factory that creates one element can also write another element. This requires that the two elements have the same
 * XML name and the same field keys.
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

function groupOf(name: string, callable: object): Group | undefined {
  const write = template in callable && callable[template]
  return typeof write === 'function' && deviceGroup in write
    ? { name, ...(write[deviceGroup] as DeviceGroup) }
    : undefined
}

/**
 * Returns the result of a function call, or `undefined` if the call throws. A factory can throw if it receives placeholders as
 * arguments.
 */
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
  /** The keys on the path to the field, joined with `/`. */
  readonly text: string
  /** The last key on the path to the field. */
  readonly key: string
  /** Whether the field contains a list of values. */
  readonly isList: boolean
}

/** Returns the path to a value in a node. Returns `undefined` if the node contains other values too. */
function pathOf(node: Node | undefined, value: InvalidValue): Path | undefined {
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

// Returns the number of required arguments of a factory or method. If the factory or shorthand was made from a function, the
// parameters of that function are counted.
const arityOf = (callable: object): number =>
  ((template in callable ? callable[template] : callable) as (...args: unknown[]) => unknown).length
