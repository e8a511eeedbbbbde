import { type Built, type Element, nodeKey } from '../schema/core/element.ts'
import type { UncheckedAttributes } from '../schema/core/unchecked.ts'
import {
  InvalidValue,
  knownSlotOf,
  type Node,
  type Problem,
  withManySlots,
  withNote,
  withRaw,
  withSlot,
} from '../tree/node.ts'
import { capture, captureNow, type Origin } from '../tree/origin.ts'
import { made, used } from '../tree/unused.ts'
import { missingArgument } from './arguments.ts'
import { builderPrototype } from './missing-member.ts'
import { attributeSlots, rawOf, toNode, writeAt } from './normalise.ts'
import type { RuleSlug } from './rule-slugs.ts'
import { plain, shown } from './shown.ts'

/** The symbol of an internal builder method. The method returns a copy of the builder with a changed element. */
export const update: unique symbol = Symbol('update')

// Node's `console.log` calls the method with this symbol to show a value. `Symbol.for` returns the symbol without importing a
// module of Node.
const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never

/**
 * The base class of all builders. A builder describes one element of a domain. Every method returns
 * a new builder and does not change the original builder. So you can use one builder several times,
 * extend it in two ways or use it in a loop.
 */
export interface Builder<T> extends Built<T> {}
// biome-ignore lint/correctness/noUnusedVariables: the merged interface uses T
export class Builder<T> {
  readonly #node: Node
  // The number of the builder. vmc numbers all builders that a program makes.
  readonly #id: number

  /** Internal: programs call a factory such as `domain`, `file` or `bridge` instead of this constructor. */
  constructor(node: Node, origin: Origin = node?.origin) {
    if (node === undefined) throw new TypeError('call a factory such as domain() or file()')
    this.#node = node
    this.#id = made(origin, node.element.name)
  }

  /** The element that this builder describes. */
  get [nodeKey](): Node {
    used(this.#id)
    return this.#node
  }

  /**
   * Appends a string of well-formed XML, unchanged, to the element of this builder. Use it for
   * elements that vmc does not support.
   *
   * @example
   * domain('fv0').hvm().xml('<qemu:commandline><qemu:arg value="-snapshot"/></qemu:commandline>')
   * // <qemu:commandline>
   * //   <qemu:arg value="-snapshot"/>
   * // </qemu:commandline>
   */
  xml(raw: string): this {
    const origin = capture(this.xml)
    return this[update](node => withRaw(node, rawOf(raw, origin)), origin)
  }

  /**
   * Sets attributes of this element without a check. Use it for attributes that are newer than vmc. You can call it several
   * times. If two calls set the same attribute, the later value is used. For a new value of an attribute that vmc knows, use
   * `unchecked`.
   *
   * @example
   * domain('fv0').hvm().disk(file('/a.img').attributes({ newattr: 'on' }))
   * // <disk type="file" device="disk" newattr="on">
   * //   <driver name="qemu" type="raw"/>
   * //   <source file="/a.img"/>
   * //   <target dev="vda" bus="virtio"/>
   * // </disk>
   */
  attributes(attributes: UncheckedAttributes): this {
    const origin = capture(this.attributes)
    return this[update](
      node => withManySlots(node, attributeSlots(node.element, attributes, origin)),
      origin,
    )
  }

  /**
   * Calls a function with this builder and returns the result. Use it to apply the same settings to
   * several domains or devices.
   *
   * @example
   * const webServer = (d: DomainBuilder) => d.hvm().memory(GiB(2)).vcpu(2)
   * domain('web0').use(webServer)
   * // <memory unit="GiB">2</memory>
   * // <vcpu>2</vcpu>
   */
  use(preset: (builder: this) => this): this {
    const isFunction = typeof preset === 'function'
    const result = isFunction ? preset(this) : undefined
    if (result !== undefined) return result
    const origin = capture(this.use)
    const problem = isFunction ? NO_RESULT : NO_FUNCTION
    return this[update](node => withProblem(node, problem, origin), origin)
  }

  /**
   * Allows this element to violate a rule: vmc does not report diagnostics of the rule for this element, nor for the elements
   * inside it. This includes conflicts with other domains. The reason explains the exception to readers of your program. vmc
   * warns if this element does not violate the rule. The call does not change the XML.
   *
   * @example
   * domain('fv0').disk(file('/data.img').allow('image-shared', 'a cluster file system keeps the guests apart'))
   */
  allow(rule: RuleSlug | (string & {}), reason: string): this {
    // vmc identifies a waiver (a call of `.allow()`) by the location of the call. A call in a loop
    // is therefore one waiver.
    const origin = captureNow(this.allow)
    return this[update](
      node => withNote(node, { kind: 'waiver', value: rule, reason, origin }),
      origin,
    )
  }

  /**
   * The element as XML, without the values that a build fills in: the UUID, MAC addresses and
   * device names. `console.log(fv0)` and `String(fv0)` show the same text.
   */
  toString(): string {
    return shown(this.#node)
  }

  /**
   * The fields of the element as a plain object. `JSON.stringify` uses this method:
   * `JSON.stringify(file('/a.img'))` returns
   * `{"type":"file","device":"disk","source":{"file":"/a.img"}}`.
   */
  toJSON(): unknown {
    return plain(this.#node)
  }

  /** The text that `console.log` shows in Node. */
  [inspect](): string {
    return shown(this.#node)
  }

  /**
   * Returns a builder of the same class with a changed element. `change` receives the old element and returns the new element.
   * `origin` is the location of the call in the program.
   */
  [update](change: (node: Node) => Node, origin: Origin): this {
    used(this.#id)
    const BuilderClass = this.constructor as new (node: Node, origin: Origin) => this
    return new BuilderClass(change(this.#node), origin)
  }
}

Object.setPrototypeOf(Builder.prototype, builderPrototype)

/** Adds a method to a builder class. The method is not enumerable, as if the class declared it. */
export function defineMethod(
  builder: { readonly prototype: object },
  name: string,
  method: unknown,
): void {
  Object.defineProperty(builder.prototype, name, {
    value: method,
    writable: true,
    configurable: true,
  })
}

type HasFields = { readonly fields: Readonly<Record<string, unknown>> }

/** The symbol under which a builder method that sets a field stores the element to which the field belongs. */
export const fieldElement: unique symbol = Symbol('fieldElement')

/**
 * Adds methods to a builder class: one method for each field of an element, or only for the fields
 * in `keys`. `path` leads from the builder's element to the nested element that has the fields. For
 * example, the method `.acpi()` of a domain sets a field of `<features>`.
 */
export function derive<T, E extends HasFields>(
  builder: { readonly prototype: Builder<T> },
  element: E,
  path: readonly string[] = [],
  keys: readonly (keyof E['fields'])[] = Object.keys(element.fields),
): void {
  for (const key of keys as readonly string[]) {
    const method = {
      [key](this: Builder<T>, ...values: readonly unknown[]): Builder<T> {
        const origin = capture(method)
        return this[update](node => writeAt(node, path, key, values, origin), origin)
      },
    }[key] as (this: Builder<T>, ...values: readonly unknown[]) => Builder<T>
    defineMethod(builder, key, Object.assign(method, { [fieldElement]: element }))
  }
}

/**
 * The symbol under which a factory or shorthand stores its template: the function that turns the arguments of a call into a
 * plain object.
 */
export const template: unique symbol = Symbol('template')

/**
 * The symbol under which a template stores its `invert` function, which turns a plain object back into the arguments of a call.
 */
export const inverse: unique symbol = Symbol('inverse')

/**
 * Adds an `invert` function to a template. The function takes a plain object and returns the arguments with which the template
 * makes this object. It returns `undefined` if there are no such arguments. `vmc import` needs the function only for templates
 * that compute with their arguments or read parts of them.
 */
export function invertible<A extends readonly unknown[], W>(
  write: (...args: A) => W,
  invert: (fields: never) => readonly unknown[] | undefined,
): (...args: A) => W {
  return Object.assign(write, { [inverse]: invert })
}

/** The symbol under which a template stores a `DeviceGroup`, if the template writes several devices. */
export const deviceGroup: unique symbol = Symbol('device group')

/** Finds the call that writes several devices of an imported domain. */
export interface DeviceGroup {
  /** The field of `<devices>` that contains these devices, such as `hostdev`. */
  readonly key: string
  /**
   * Returns the arguments of a call that writes the first devices of a list. The devices are plain objects. Returns `undefined`
   * if no such call writes the first devices of the list.
   */
  readonly argumentsOf: (devices: Iterable<object>) => readonly unknown[] | undefined
}

/**
 * Adds an `argumentsOf` function to a template that writes several devices. `vmc import` passes the devices of a domain to this
 * function, and removes those that the call writes. It repeats this with the remaining devices.
 */
export function group<A extends readonly unknown[], W>(
  key: string,
  write: (...args: A) => W,
  argumentsOf: DeviceGroup['argumentsOf'],
): (...args: A) => W {
  return Object.assign(write, { [deviceGroup]: { key, argumentsOf } })
}

/** The symbol under which a factory stores the class and the element of the builders that it makes. */
export const product: unique symbol = Symbol('product')

/** The class and the element of the builders that a factory makes. */
export interface Product {
  readonly builder: { readonly name: string; readonly prototype: object }
  readonly element: Element
}

/** A function that makes a builder, such as `file` or `domain`. */
export interface Factory<A extends readonly unknown[], B> {
  (...args: A): B
  readonly [template]: (...args: A) => unknown
  readonly [product]: Product
}

/**
 * Makes a factory from a template. The template must be a pure function of its arguments, so that `vmc import` can find the
 * call that made an element. Every optional parameter needs a default, even if the default is `undefined`. `findProblem` finds
 * a problem in the arguments as a whole. vmc then reports this problem instead of problems with single fields.
 */
export function factory<A extends readonly unknown[], T, const W, B extends Builder<T>>(
  builder: new (node: Node, origin: Origin) => B & Builder<T>,
  element: Element<unknown, unknown>,
  write: (...args: A) => W & NoInfer<T>,
  findProblem?: (...args: A) => Problem | undefined,
): Factory<A, B> {
  const build = (...args: A): B => {
    const origin = capture(build)
    const problem = missingArgument(write, args) ?? findProblem?.(...args)
    const node = toNode(element as Element, written(write, args, problem), origin)
    if (node instanceof InvalidValue) throw new TypeError(`<${element.name}> needs an object`)
    return new builder(withProblem(node, problem, origin), origin)
  }
  return Object.assign(build, {
    [template]: write,
    [product]: { builder, element: element as Element },
  })
}

/** The symbol under which a shorthand stores the function that finds conflicts between two of its calls. */
const conflict: unique symbol = Symbol('conflict')

/**
 * Returns a shorthand that can be called only once per builder, because a second call would silently replace the values of the
 * first call. `findConflict` returns a problem if the element already has values that the shorthand sets. vmc reports the
 * problem at the second call.
 */
export function singleUse<A extends readonly unknown[], W>(
  shorthand: (...args: A) => W,
  findConflict: (element: Node) => Problem | undefined,
): (...args: A) => W {
  return Object.assign(shorthand, { [conflict]: findConflict })
}

type Shorthand<T> = ((...args: never[]) => Partial<T>) & {
  readonly [conflict]?: (element: Node) => Problem | undefined
}

/** The types of the builder methods that `addMethods` makes from shorthands. */
export type ShorthandMethods<P, Self> = {
  readonly [K in keyof P]: P[K] extends (...args: infer A) => unknown ? (...args: A) => Self : never
}

const NO_RESULT: Problem = {
  kind: 'missing',
  message: 'the function that use() calls returns nothing',
  help: 'return the builder, as in d => d.vcpu(2) or d => { return d.vcpu(2) }',
}

const NO_FUNCTION: Problem = {
  kind: 'value',
  message: 'use() takes a function',
  help: 'pass the function itself, as in .use(web), or write .use(d => d.vcpu(2))',
}

/**
 * Calls a template and returns its result. If a required argument is missing, vmc reports this. The template may then throw an
 * error, and the result is an empty object.
 */
function written<A extends readonly unknown[], W>(
  write: (...args: A) => W,
  args: A,
  missing: Problem | undefined,
): W {
  if (!missing) return write(...args)
  try {
    return write(...args)
  } catch {
    return {} as W
  }
}

function withProblem(node: Node, problem: Problem | undefined, origin: Origin): Node {
  if (!problem || node.invalid) return node
  return { ...node, invalid: new InvalidValue(undefined, origin, problem) }
}

// Sets a field to an invalid value. If the field already has an invalid value, that value stays, so that vmc reports the first
// problem.
function putInvalid(node: Node, key: string, value: InvalidValue): Node {
  if (knownSlotOf(node, key)?.value instanceof InvalidValue) return node
  return withSlot(node, key, { value, origin: value.origin })
}

/**
 * Adds shorthand methods to a builder class. Each method calls its shorthand and merges the
 * returned fields into the element of the builder.
 */
export function addMethods<T>(
  builder: { readonly prototype: Builder<T> },
  shorthands: Readonly<Record<string, Shorthand<T>>>,
): void {
  for (const [name, shorthand] of Object.entries(shorthands)) {
    const method = {
      [name](this: Builder<T>, ...args: never[]): Builder<T> {
        const origin = capture(method)
        const missing = missingArgument(shorthand, args)
        const fields = Object.entries(written(shorthand, args, missing))
        return this[update](before => {
          const node = withProblem(before, missing, origin)
          const problem = shorthand[conflict]?.(node)
          return fields.reduce(
            (changed, [key, value]) =>
              problem
                ? putInvalid(changed, key, new InvalidValue(value, origin, problem))
                : writeAt(changed, [], key, [value], origin),
            node,
          )
        }, origin)
      },
    }[name] as (this: Builder<T>, ...args: never[]) => Builder<T>
    defineMethod(builder, name, Object.assign(method, { [template]: shorthand }))
  }
}
