import { type Built, type Element, held } from '../schema/core/element.ts'
import {
  Misfit,
  type Node,
  type Problem,
  slotOf,
  withNote,
  withRaw,
  withSlot,
} from '../tree/node.ts'
import { capture, captureNow, type Origin } from '../tree/origin.ts'
import { made, used } from '../tree/unused.ts'
import { rawOf, toNode, writeAt } from './normalise.ts'
import type { RuleSlug } from './rule-slugs.ts'

/** The key of the method by which words change an element; not for programs. */
export const change: unique symbol = Symbol('change')

/**
 * What every builder can do: hold one element, and give back a new builder for every change. A builder never changes,
 * so it can be shared, extended twice and put into a loop.
 */
export interface Builder<T> extends Built<T> {}
// biome-ignore lint/correctness/noUnusedVariables: the interface of the same name has a use for it
export class Builder<T> {
  readonly #node: Node
  readonly #origin: Origin

  /** Use the words (`domain`, `file`, `bridge` …) instead. */
  constructor(node: Node, origin: Origin = node.origin) {
    this.#node = node
    this.#origin = origin
    made(origin, node.element.name)
  }

  /** The element this builder holds. */
  get [held](): Node {
    used(this.#origin)
    return this.#node
  }

  /**
   * Adds well-formed XML at the end of this element as it stands, for what vmc does not know.
   *
   * @example
   * domain('fv0').hvm().xml('<qemu:commandline><qemu:arg value="-snapshot"/></qemu:commandline>')
   */
  xml(raw: string): this {
    const origin = capture(this.xml)
    return this[change](node => withRaw(node, rawOf(raw, origin)), origin)
  }

  /**
   * Applies a function that takes this builder and gives one back: the way to share what several have in common.
   *
   * @example
   * const webServer = (d: DomainBuilder) => d.hvm().memory(GiB(2)).vcpu(2)
   * domain('web0').use(webServer)
   */
  use(preset: (builder: this) => this): this {
    return preset(this)
  }

  /**
   * Waives a rule for this element and all that is in it, and for what the rule finds between it and another domain. The
   * reason stands in the program for whoever reads it next. A waiver that no finding needs is a warning.
   *
   * @example
   * domain('fv0').disk(file('/data.img').allow('image-shared', 'a cluster file system keeps the guests apart'))
   */
  allow(rule: RuleSlug | (string & {}), reason: string): this {
    // Whether it is needed is a matter of the call, however often it was made.
    const origin = captureNow(this.allow)
    return this[change](
      node => withNote(node, { kind: 'waiver', value: rule, reason, origin }),
      origin,
    )
  }

  /** A builder of the changed element, made by the call at `origin`. */
  [change](how: (node: Node) => Node, origin: Origin): this {
    used(this.#origin)
    const Same = this.constructor as new (node: Node, origin: Origin) => this
    return new Same(how(this.#node), origin)
  }
}

type Fielded = { readonly fields: Readonly<Record<string, unknown>> }

/**
 * Gives a builder one method a field of an element: of all of them, or of the `keys` named. The element stands at `path`
 * below the one the builder holds, so that `.acpi()` of a domain writes into its `<features>`.
 */
export function derive<T, E extends Fielded>(
  builder: { readonly prototype: Builder<T> },
  element: E,
  path: readonly string[] = [],
  keys: readonly (keyof E['fields'])[] = Object.keys(element.fields),
): void {
  for (const key of keys as readonly string[]) {
    const method = {
      [key](this: Builder<T>, ...values: readonly unknown[]): Builder<T> {
        const origin = capture(method)
        return this[change](node => writeAt(node, path, key, values, origin), origin)
      },
    }[key] as (this: Builder<T>, ...values: readonly unknown[]) => Builder<T>
    Object.defineProperty(builder.prototype, key, {
      value: method,
      writable: true,
      configurable: true,
    })
  }
}

/** The template of a word: what it writes, from what it is given. */
export const template: unique symbol = Symbol('template')

/** The way back of a template: the arguments that it makes something of. */
export const way: unique symbol = Symbol('way')

/**
 * A template that takes its arguments apart, and the way back, by which an import finds them again: from the plain object
 * that was made to the arguments, or nothing where there are none. One that puts its arguments in as they are needs none.
 */
export function reversible<A extends readonly unknown[], W>(
  write: (...args: A) => W,
  back: (made: never) => readonly unknown[] | undefined,
): (...args: A) => W {
  return Object.assign((...args: A) => write(...args), { [way]: back })
}

/** A word: a function of the language that makes a builder from a template. */
export interface Word<A extends readonly unknown[], B> {
  (...args: A): B
  readonly [template]: (...args: A) => unknown
}

/**
 * Makes a word. A word is a template and nothing more: what it writes follows from its arguments alone, so that
 * reading a document can find the word again. An argument that may be left out has a default, be it `undefined`.
 */
export function word<A extends readonly unknown[], T, const W, B extends Builder<T>>(
  builder: new (node: Node, origin: Origin) => B & Builder<T>,
  element: Element<unknown, unknown>,
  write: (...args: A) => W & NoInfer<T>,
): Word<A, B> {
  const build = (...args: A): B => {
    const origin = capture(build)
    const node = toNode(element as Element, write(...args), origin)
    if (node instanceof Misfit) throw new TypeError(`<${element.name}> needs an object`)
    return new builder(node, origin)
  }
  return Object.assign(build, { [template]: write })
}

/** What keeps a piece from being merged into an element. */
const obstacle: unique symbol = Symbol('obstacle')

/**
 * A piece that a second call would silently replace, though nobody can mean that. `find` says what is wrong with a second
 * call, from the element as it is; the check reports it at that call.
 */
export function once<A extends readonly unknown[], W>(
  piece: (...args: A) => W,
  find: (element: Node) => Problem | undefined,
): (...args: A) => W {
  return Object.assign((...args: A) => piece(...args), { [obstacle]: find })
}

type Piece<T> = ((...args: never[]) => Partial<T>) & {
  readonly [obstacle]?: (element: Node) => Problem | undefined
}

/** The methods that `speak` makes of pieces. */
export type Spoken<P, Self> = {
  readonly [K in keyof P]: P[K] extends (...args: infer A) => unknown ? (...args: A) => Self : never
}

// The first problem of a field is the one to report.
function refuse(node: Node, key: string, value: Misfit): Node {
  if (slotOf(node, key)?.value instanceof Misfit) return node
  return withSlot(node, key, { value, origin: value.origin })
}

/**
 * Gives a builder words as methods. Each is the template of a piece of the element: what it gives is merged into the
 * element that the builder holds.
 */
export function speak<T>(
  builder: { readonly prototype: Builder<T> },
  pieces: Readonly<Record<string, Piece<T>>>,
): void {
  for (const [name, piece] of Object.entries(pieces)) {
    const method = {
      [name](this: Builder<T>, ...args: never[]): Builder<T> {
        const origin = capture(method)
        const fields = Object.entries(piece(...args))
        return this[change](node => {
          const problem = piece[obstacle]?.(node)
          return fields.reduce(
            (changed, [key, value]) =>
              problem
                ? refuse(changed, key, new Misfit(value, origin, problem))
                : writeAt(changed, [], key, [value], origin),
            node,
          )
        }, origin)
      },
    }[name] as (this: Builder<T>, ...args: never[]) => Builder<T>
    Object.defineProperty(builder.prototype, name, {
      value: Object.assign(method, { [template]: piece }),
      writable: true,
      configurable: true,
    })
  }
}
