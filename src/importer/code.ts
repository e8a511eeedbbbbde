import type { Scalar } from '../tree/node.ts'

/*
 * What an import writes, before it is text: calls of words and methods, objects, lists and literals. It can be printed
 * and it can be run, so that what is proven of the one holds for the other.
 */

/** An expression of a program. */
export type Code = Literal | List | Record | Chain | Name | Template

/** A text, number or boolean. */
export interface Literal {
  readonly kind: 'literal'
  readonly value: Scalar
}

interface List {
  readonly kind: 'list'
  readonly items: readonly Code[]
}

interface Record {
  readonly kind: 'record'
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly key: string
  readonly value: Code
  readonly comments: readonly string[]
}

/** A word, and the methods called on what it makes: `bridge('br0').model('virtio')`. */
export interface Chain {
  readonly kind: 'chain'
  readonly word: string
  readonly args: readonly Code[]
  readonly calls: readonly Call[]
}

/** One call of a method. */
export interface Call {
  readonly method: string
  readonly args: readonly Code[]
  readonly comments: readonly string[]
}

/** A parameter of the function that the expression stands in. */
interface Name {
  readonly kind: 'name'
  readonly name: string
}

/** A text with a parameter between its parts: `/images/${name}.qcow2`. */
interface Template {
  readonly kind: 'template'
  readonly parts: readonly string[]
  readonly name: string
}

/** The words that a program imports, by name. */
export type Language = Readonly<globalThis.Record<string, unknown>>

export const literal = (value: Scalar): Literal => ({ kind: 'literal', value })

/** What an expression gives when the program runs. */
export function run(code: Code, language: Language): unknown {
  switch (code.kind) {
    case 'literal':
      return code.value
    case 'list':
      return code.items.map(item => run(item, language))
    case 'record':
      return Object.fromEntries(code.entries.map(({ key, value }) => [key, run(value, language)]))
    case 'chain':
      return code.calls.reduce(
        (builder, { method, args }) => invoke(builder, method, runAll(args, language)),
        (language[code.word] as (...args: unknown[]) => unknown)(...runAll(code.args, language)),
      )
    case 'name':
    case 'template':
      throw new Error(`"${code.name}" is known in its function alone`)
  }
}

/** Calls a method of a builder by its name. */
export function invoke(builder: unknown, method: string, args: readonly unknown[]): unknown {
  return (builder as { readonly [name: string]: (...args: readonly unknown[]) => unknown })[
    method
  ]!(...args)
}

/** The method of a builder by its name, if it is one that programs call. */
export function methodOf(
  builder: unknown,
  name: string,
): ((...args: readonly unknown[]) => unknown) | undefined {
  const isOwn = Object.hasOwn(Object.getPrototypeOf(builder), name) && name !== 'constructor'
  return isOwn || name === 'xml' ? (...args) => invoke(builder, name, args) : undefined
}

const runAll = (codes: readonly Code[], language: Language): readonly unknown[] =>
  codes.map(code => run(code, language))

/** Every word that an expression calls. */
export function wordsIn(code: Code): readonly string[] {
  switch (code.kind) {
    case 'literal':
    case 'name':
    case 'template':
      return []
    case 'list':
      return code.items.flatMap(wordsIn)
    case 'record':
      return code.entries.flatMap(({ value }) => wordsIn(value))
    case 'chain':
      return [
        code.word,
        ...code.args.flatMap(wordsIn),
        ...code.calls.flatMap(({ args }) => args.flatMap(wordsIn)),
      ]
  }
}

/** How much there is to read: the literals, and a little for what they are called. */
export function weight(code: Code): number {
  switch (code.kind) {
    case 'literal':
    case 'name':
    case 'template':
      return 1
    case 'list':
      return code.items.reduce((sum, item) => sum + weight(item), 0)
    case 'record':
      return code.entries.reduce((sum, { value }) => sum + 0.5 + weight(value), 0)
    case 'chain':
      return [...code.args, ...code.calls.flatMap(({ args }) => args)].reduce(
        (sum, arg) => sum + weight(arg),
        code.calls.length * 0.5,
      )
  }
}
