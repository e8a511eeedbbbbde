import { type Scalar, Unchecked } from '../tree/node.ts'

/*
 * The program that an import writes, as data: calls of factories and methods, objects, lists and literals. The data can be
 * printed as TypeScript. It can also be evaluated, to compare the result with the imported document.
 */

/** An expression in a generated program, as a tree of plain objects. */
export type Code = Literal | List | Record | Chain | Name | Template

/** A string, number or boolean literal. */
export interface Literal {
  readonly kind: 'literal'
  readonly value: Scalar
  /** The text of a number that is not written in decimal, such as `0x1234`. */
  readonly text?: string
}

interface List {
  readonly kind: 'list'
  readonly items: readonly Code[]
}

interface Record {
  readonly kind: 'record'
  readonly entries: readonly Entry[]
}

/** A property of an object literal, and the comments that are printed before it. */
export interface Entry {
  readonly key: string
  readonly value: Code
  readonly comments: readonly string[]
}

/** A call of a factory, and the methods that are called on its result: `bridge('br0').model('virtio')`. */
export interface Chain {
  readonly kind: 'chain'
  readonly factory: string
  readonly args: readonly Code[]
  readonly calls: readonly Call[]
}

/** A method call in a chain. */
export interface Call {
  readonly method: string
  readonly args: readonly Code[]
  readonly comments: readonly string[]
}

/** The name of a parameter, as an expression in the body of the function that has the parameter. */
interface Name {
  readonly kind: 'name'
  readonly name: string
}

/** A template literal in which the same parameter is inserted between each two parts: `/images/${name}.qcow2`. */
interface Template {
  readonly kind: 'template'
  readonly parts: readonly string[]
  readonly name: string
}

/** The functions of libvmc that generated programs can call, by name. */
export type Language = Readonly<globalThis.Record<string, unknown>>

export const literal = (value: Scalar): Literal => ({ kind: 'literal', value })

/** Returns the expression for a single value: a literal or a call of `unchecked`. */
export const valueCode = (value: Scalar | Unchecked): Code =>
  value instanceof Unchecked ? uncheckedCode(value) : literal(value)

/** A call of `unchecked`. */
export function uncheckedCode({
  value,
  attributes,
}: Pick<Unchecked, 'value' | 'attributes'>): Code {
  const args = value === undefined ? [] : [literal(value)]
  return {
    kind: 'chain',
    factory: 'unchecked',
    args: attributes ? [...args, textsCode(attributes)] : args,
    calls: [],
  }
}

/** Returns an object literal in which all values are strings. */
export const textsCode = (texts: Readonly<globalThis.Record<string, string>>): Code => ({
  kind: 'record',
  entries: Object.entries(texts).map(([key, text]) => ({
    key,
    value: literal(text),
    comments: [],
  })),
})

/** Evaluates an expression, and returns its value. */
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
        (language[code.factory] as (...args: unknown[]) => unknown)(...runAll(code.args, language)),
      )
    case 'name':
    case 'template':
      throw new Error(`"${code.name}" is a parameter and has no value outside of its function`)
  }
}

/** Calls the method with the given name on a builder. */
export function invoke(builder: unknown, method: string, args: readonly unknown[]): unknown {
  return (builder as { readonly [name: string]: (...args: readonly unknown[]) => unknown })[
    method
  ]!(...args)
}

/** The method of a builder with the given name, or `undefined` if programs must not call the method. */
export function methodOf(
  builder: unknown,
  name: string,
): ((...args: readonly unknown[]) => unknown) | undefined {
  const isOwn = Object.hasOwn(Object.getPrototypeOf(builder), name) && name !== 'constructor'
  return isOwn || name === 'xml' || name === 'attributes'
    ? (...args) => invoke(builder, name, args)
    : undefined
}

const runAll = (codes: readonly Code[], language: Language): readonly unknown[] =>
  codes.map(code => run(code, language))

/** The names of all factories that are called in an expression, including its arguments. */
export function factoriesIn(code: Code): readonly string[] {
  switch (code.kind) {
    case 'literal':
    case 'name':
    case 'template':
      return []
    case 'list':
      return code.items.flatMap(factoriesIn)
    case 'record':
      return code.entries.flatMap(({ value }) => factoriesIn(value))
    case 'chain':
      return [
        code.factory,
        ...code.args.flatMap(factoriesIn),
        ...code.calls.flatMap(({ args }) => args.flatMap(factoriesIn)),
      ]
  }
}

/** An estimate of the effort to read an expression: 1 for each literal, and 0.5 for each key or method name. */
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
