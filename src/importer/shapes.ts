import { isNode, Misfit, type Node, valuesOf } from '../tree/node.ts'

/*
 * What a word or method writes is learnt by calling it: with marks for arguments, what comes back shows where each
 * argument goes.
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

const MOST_ARGUMENTS = 4
/** What stands for an argument, or for one of the keys of an argument. */
export const markOf = (index: number, key = ''): string => `\0${index}.${key}\0`

/** Which argument a mark stands for. */
export const indexOfMark = (mark: string): number => Number.parseInt(mark.slice(1), 10)

/** Is this a mark, and no value? */
export const isMark = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('\0')

/** The ways to call a word or a method that needs so many arguments. */
export function shapesOf(
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
