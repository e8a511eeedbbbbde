import { fieldOf, nodeOf } from '../dsl/normalise.ts'
import type { Element, Field } from '../schema/core/element.ts'
import { difference } from '../tree/equal.ts'
import {
  childAt,
  InvalidValue,
  isNode,
  type Node,
  type Scalar,
  slotOf,
  valuesOf,
} from '../tree/node.ts'
import { walk } from '../tree/walk.ts'
import type { ArgumentPattern, CallPattern, Constant } from './call-patterns.ts'
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
import { attempt, type Inverse, type Lexicon, type Methods } from './lexicon.ts'
import { type Bindings, countValues, type MatchOptions, type Rest, subtract } from './match.ts'
import type { DocumentValue } from './single-value.ts'

/*
 * Finds the factories and shorthands that can write a node or a part of a node. A shorthand is a method that writes several
 * fields. vmc verifies each candidate by calling it with the arguments found in the node.
 */

/** A possible call of a factory or shorthand that writes an imported element or a part of it. */
export interface Candidate {
  readonly pattern: CallPattern
  readonly args: readonly Code[]
  /** The part of the imported element that the call writes. */
  readonly written: Node
  /** The part of the imported element that the call does not write. It is `true` if the call writes the whole element. */
  readonly rest: Rest
  /** The number of values of the imported element that the call does not write. */
  readonly unwritten: number
  /** The estimated effort of a reader to understand the call and the code for what the call does not write. */
  readonly cost: number
  /** Whether the call must be the last call of a chain, because it writes the last raw XML of the element. */
  readonly isLast?: boolean
  /**
   * Whether the `argumentsOf` function of a shorthand method has found its arguments. One call of the method then sets everything
   * that the shorthand can set, so the importer does not look for a second call of it.
   */
  readonly isInverted?: boolean
}

/** The functions that generate the code for the arguments of a factory or method call. */
export interface CodeWriter {
  readonly value: (field: Field | undefined, value: DocumentValue) => Code
  readonly record: (node: Node) => Code
  readonly chain: (node: Node) => Chain | undefined
  readonly unit: (values: Readonly<Record<string, unknown>>) => Code | undefined
}

type Make = (call: Chain) => Node | undefined

// The reading effort of a separate method call for a value: 1 for the value, and 0.5 for the method name.
const METHOD_COST = 1.5
// The minimum reading effort that a shorthand must save. A shorthand that saves less is not used.
const MIN_SAVING = 0.4

/** Finds the calls of libvmc's factories and shorthands that can write a node. */
export class Candidates {
  readonly #lexicon: Lexicon
  readonly #writer: CodeWriter

  constructor(lexicon: Lexicon, writer: CodeWriter) {
    this.#lexicon = lexicon
    this.#writer = writer
  }

  /** Returns the factory call with which the code for the whole node is easiest to read. */
  factory(node: Node): Candidate | undefined {
    const make: Make = call => nodeOf(run(call, this.#lexicon.language))
    const patterns = this.#lexicon.factoriesFor(node.element)
    const candidates = (lenient: boolean): readonly Candidate[] => [
      ...patterns.flatMap(pattern => this.#candidate(pattern, node, make, { lenient }) ?? []),
      ...this.#inverted(this.#lexicon.inverses, node, make, { lenient }),
    ]
    return bestOf(candidates(false)) ?? bestOf(candidates(true))
  }

  /** Returns the shorthand calls that write a part of a node with less code than separate method calls for each field. */
  shorthands(
    node: Node,
    element: Element,
    { shorthands, inverses }: Pick<Methods, 'shorthands' | 'inverses'>,
  ): readonly Candidate[] {
    const builder = this.#lexicon.emptyBuilder(element)
    const make: Make = ({ factory, args }) =>
      nodeOf(
        invoke(
          builder,
          factory,
          args.map(arg => run(arg, this.#lexicon.language)),
        ),
      )
    const maxCost = countValues(node) * METHOD_COST - MIN_SAVING
    return [
      ...shorthands.flatMap(pattern => this.#shorthand(pattern, node, make) ?? []),
      ...this.#inverted(inverses, node, make),
    ].filter(({ cost, written }) => cost < maxCost && !takesFromLongList(written, node))
  }

  /**
   * The shorthand call that adds the first devices of a list, and the number of devices that it adds. Returns `undefined` if no
   * shorthand adds at least two of the devices.
   */
  group(
    devices: readonly DocumentValue[],
    element: Element,
    key: string,
  ): { readonly call: Omit<Call, 'comments'>; readonly count: number } | undefined {
    const builder = this.#lexicon.emptyBuilder(element)
    for (const { name, argumentsOf } of this.#lexicon
      .methodsOf(element)
      .groups.filter(one => one.key === key)) {
      const args = attempt(() => argumentsOf(plainValues(devices))?.map(codeOf)) as
        | readonly Code[]
        | undefined
      const made =
        args &&
        nodeOf(
          invoke(
            builder,
            name,
            args.map(arg => run(arg, this.#lexicon.language)),
          ),
        )
      const list = made && slotOf(childAt(made, 'devices')!, key)
      const written = list ? valuesOf(list) : []
      const isSame = written.every((one, nth) => {
        const device = devices[nth]
        return isNode(one) && isNode(device) && difference(one, device) === undefined
      })
      if (args && written.length > 1 && isSame)
        return { call: { method: name, args }, count: written.length }
    }
    return undefined
  }

  // A shorthand appends its raw XML to the existing raw XML of a node. The shorthand is called first if its raw XML is at the
  // beginning of the node's raw XML, and last if it is at the end.
  #shorthand(pattern: CallPattern, node: Node, make: Make): Candidate | undefined {
    const first = this.#candidate(pattern, node, make)
    if (first || !hasRaw(pattern.node)) return first
    const last = this.#candidate(pattern, node, make, { rawsFromEnd: true })
    return last && { ...last, isLast: true }
  }

  #candidate(
    pattern: CallPattern,
    node: Node,
    make: Make,
    options: MatchOptions = {},
  ): Candidate | undefined {
    const bindings: Bindings = new Map()
    if (subtract(pattern.node, node, { ...options, bindings, arity: pattern.arity }) === undefined)
      return undefined
    const args = pattern.args.map(argument => this.#argument(argument, bindings))
    if (!args.every(arg => arg !== undefined)) return undefined
    // An argument can be written with a factory of another element that has the same fields. For example, a channel can use
    // `unix('bind', '/fv0.sock')`.
    const nestedArgs = pattern.args.map(
      (argument, nth) => this.#fromCompatible(argument, bindings) ?? args[nth]!,
    )
    return (
      (nestedArgs.some((arg, nth) => arg !== args[nth])
        ? this.#verified(pattern, nestedArgs, node, make, options)
        : undefined) ?? this.#verified(pattern, args, node, make, options)
    )
  }

  // Calls the factory or shorthand with the arguments that were found, to verify that it writes a part of the node.
  #verified(
    pattern: CallPattern,
    args: readonly Code[],
    node: Node,
    make: Make,
    options: MatchOptions,
  ): Candidate | undefined {
    const call = { kind: 'chain' as const, factory: pattern.name, args, calls: [] }
    const written = attempt(() => make(call)) as Node | undefined
    const rest =
      written?.element.name === node.element.name && !written.invalid
        ? subtract(written, node, options)
        : undefined
    if (!written || rest === undefined) return undefined
    const argsWeight = args.reduce((sum, arg) => sum + weight(arg), 0)
    const isDomain = node.element.name === 'domain'
    const unwritten = countValues(rest) + (isDomain ? 0 : countRepeated(rest, node))
    return { pattern, args, written, rest, unwritten, cost: argsWeight + unwritten * METHOD_COST }
  }

  // Writes an object argument as a factory call of another element. This is possible if the other element has all fields that
  // the keys of the argument set.
  #fromCompatible(argument: ArgumentPattern | Constant, bindings: Bindings): Code | undefined {
    const bound = argument.kind === 'spread' ? bindings.get(argument.placeholder) : undefined
    if (!bound || !('fields' in bound)) return undefined
    const { fields, element } = bound.fields
    for (const other of this.#lexicon.elements) {
      if (
        other === element ||
        !Object.keys(fields).every(key => haveSameField(other, element, key))
      )
        continue
      const code = this.#writer.chain({ ...bound.fields, element: other })
      if (code) return code
    }
    return undefined
  }

  // Returns candidates for factories and shorthands that define `argumentsOf`, a function that computes the arguments of a call
  // from its result. They need no call pattern.
  #inverted(
    inverses: readonly Inverse[],
    node: Node,
    make: Make,
    options: MatchOptions = {},
  ): readonly Candidate[] {
    // An element without a factory has no builder, so vmc cannot call a builder method to verify the arguments.
    if (inverses.length === 0 || !this.#lexicon.emptyBuilder(node.element)) return []
    const plain = plainOf(node)
    return inverses.flatMap(({ name, argumentsOf }): readonly Candidate[] => {
      // argumentsOf() throws an error if it has to compute with an unchecked value in the node.
      const args = attempt(() =>
        (argumentsOf(plain) as readonly unknown[] | undefined)?.map(codeOf),
      )
      if (!args) return []
      const pattern = { name, args: [], arity: 0, node }
      const candidate = this.#verified(pattern, args as readonly Code[], node, make, options)
      return candidate ? [{ ...candidate, isInverted: true }] : []
    })
  }

  #argument(argument: ArgumentPattern | Constant, bindings: Bindings): Code | undefined {
    if (argument.kind === 'constant') return literal(argument.value)
    if (argument.kind === 'record') {
      const entries: Entry[] = []
      for (const [key, part] of argument.entries) {
        const value = this.#argument(part, bindings)
        if (!value) return undefined
        entries.push({ key, value, comments: [] })
      }
      const literals = entries.flatMap(({ key, value }) =>
        value.kind === 'literal' ? [[key, value.value] as const] : [],
      )
      return this.#writer.unit(Object.fromEntries(literals)) ?? { kind: 'record', entries }
    }
    const bound = bindings.get(argument.placeholder)
    if (!bound) return undefined
    if ('fields' in bound) return this.#writer.record(bound.fields)
    if ('values' in bound)
      return {
        kind: 'list',
        items: bound.values.map(value => this.#writer.value(bound.field, value)),
      }
    return this.#writer.value(bound.field, bound.value)
  }
}

// The number of values that appear twice in the code: once in the factory call, and once in later method calls, because their
// TypeScript types require these values again.
function countRepeated(rest: Rest, whole: Node): number {
  if (rest === true) return 0
  let sum = 0
  for (const [key, { value }] of Object.entries(rest.fields)) {
    const original = slotOf(whole, key)?.value
    if (!isNode(value) || !isNode(original)) continue
    for (const own of Object.keys(original.fields))
      if (!slotOf(value, own) && fieldOf(value.element, own)?.required === true) sum++
    sum += countRepeated(value, original)
  }
  return sum
}

/**
 * The maximum number of method calls that set the values of one field. A longer chain of calls could overflow the stack of
 * Node.
 */
export const MAX_CALLS = 100

/** Whether a call writes only some values of such a long list that the program would need more than `MAX_CALLS` calls. */
function takesFromLongList(written: Node, node: Node): boolean {
  return Object.entries(written.fields).some(([key, slot]) => {
    const [own, [child, ...others]] = [valuesOf(node.fields[key]), valuesOf(slot)]
    if (own.length > MAX_CALLS) return others.length + 1 < own.length
    return isNode(child) && isNode(own[0]) && takesFromLongList(child, own[0])
  })
}

function hasRaw(node: Node): boolean {
  let found = false
  walk(node, ({ extra }) => {
    if (extra) found = true
  })
  return found
}

// Whether two elements have the same field for a key. Only then, a factory of one element can write the field of the other.
function haveSameField(one: Element, other: Element, key: string): boolean {
  const [a, b] = [fieldOf(one, key), fieldOf(other, key)]
  return a !== undefined && a.kind === b?.kind && a.element === b.element && a.codec === b.codec
}

// Returns a node as a plain object with the keys that a factory uses. Reading an unchecked value throws an error, because
// `argumentsOf` cannot compute with it.
function plainOf({ fields }: Node): object {
  const plain = {}
  for (const [key, { value }] of Object.entries(fields))
    Object.defineProperty(plain, key, {
      enumerable: true,
      get: () => (Array.isArray(value) ? value.map(plainValue) : plainValue(value)),
    })
  return plain
}

function* plainValues(values: readonly DocumentValue[]): Iterable<object> {
  for (const value of values) {
    if (!isNode(value)) return
    yield plainOf(value)
  }
}

function plainValue(value: unknown): unknown {
  if (value instanceof InvalidValue) throw new TypeError('this value is unchecked')
  return isNode(value) ? plainOf(value) : value
}

// Returns the expression that creates a plain value.
function codeOf(value: unknown): Code {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(codeOf) }
  if (typeof value !== 'object' || value === null) return literal(value as Scalar)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return {
    kind: 'record',
    entries: entries.map(([key, one]) => ({ key, value: codeOf(one), comments: [] })),
  }
}

/**
 * Returns the best call for a node. For each factory or shorthand, the function first finds the call that writes the most
 * values of the node. Of these calls, it returns the call with the lowest cost.
 */
export function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const bestByName = new Map<string, Candidate>()
  for (const one of candidates) {
    const known = bestByName.get(one.pattern.name)
    const knownRest = known?.unwritten ?? Infinity
    if (one.unwritten < knownRest || (one.unwritten === knownRest && one.cost < known!.cost))
      bestByName.set(one.pattern.name, one)
  }
  return [...bestByName.values()].reduce<Candidate | undefined>(
    (best, one) => (best && best.cost <= one.cost ? best : one),
    undefined,
  )
}
