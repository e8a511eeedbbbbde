import { InvalidValue, isNode, type Node, valuesOf } from '../tree/node.ts'

/*
 * Finds out which fields a factory or method writes by calling it with placeholder arguments. The placeholders in the
 * resulting node show which argument is written to which field. A node is the data of one XML element.
 */

/**
 * One form in which a factory or method can be called, with the kinds of its arguments, and the tree node that such a call
 * creates.
 */
export interface CallPattern {
  readonly name: string
  readonly args: readonly ArgumentPattern[]
  /** The number of arguments that the factory or method requires. */
  readonly arity: number
  /** The tree node that the call creates. Placeholders in the tree node represent the arguments. */
  readonly node: Node
}

/**
 * The kind of an argument: a plain value (`value`), an object whose keys become fields of an element (`spread`), or an options
 * object with a fixed set of keys (`record`).
 */
export type ArgumentPattern =
  | { readonly kind: 'value'; readonly placeholder: string }
  | { readonly kind: 'spread'; readonly placeholder: string }
  | {
      readonly kind: 'record'
      readonly entries: readonly (readonly [string, ArgumentPattern | Constant])[]
    }

/** A boolean that has the same value in all calls of this form, as in `{ secure: true }`. */
export interface Constant {
  readonly kind: 'constant'
  readonly value: boolean
}

const MAX_ARGUMENTS = 4
const MAX_KEYS = 3

/** Returns the placeholder for an argument, or for one key of an argument that is an object. */
export const placeholderOf = (index: number, key = ''): string => `\0${index}.${key}\0`

/** Returns the index of the argument for which a placeholder stands. */
export const argumentIndexOf = (placeholder: string): number =>
  Number.parseInt(placeholder.slice(1), 10)

/** Whether a value is a placeholder that represents an argument. */
export const isPlaceholder = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('\0')

/** Returns all forms in which a factory or method can be called. `arity` is the number of required arguments. */
export function callPatternsOf(
  name: string,
  arity: number,
  call: (args: readonly unknown[]) => Node | undefined,
): readonly CallPattern[] {
  const patterns: CallPattern[] = []
  const extend = (args: readonly ArgumentPattern[]): void => {
    const node = call(args.map(argumentOf))
    if (node) patterns.push({ name, args, arity, node })
    if (args.length === MAX_ARGUMENTS) return
    for (const next of nextArguments(args, call)) {
      const written = call([...args, next].map(argumentOf))
      if (written && isUsed(written, next)) extend([...args, next])
    }
  }
  extend([])
  return patterns.filter(({ args }) => args.length >= arity)
}

// Returns the possible kinds of the next argument of a call.
function nextArguments(
  args: readonly ArgumentPattern[],
  call: (args: readonly unknown[]) => Node | undefined,
): readonly ArgumentPattern[] {
  const index = args.length
  const value = { kind: 'value', placeholder: placeholderOf(index) } as const
  const spread = { kind: 'spread', placeholder: placeholderOf(index) } as const
  const keys = keysRead(proxy => call([...args.map(argumentOf), proxy]))
  // If the called function reads individual keys of an object argument, the argument is an options object. The function then
  // does not copy the keys into an element as fields.
  if (keys.length > 0) return [value, ...records(index, keys)]
  const written = call([...args, spread].map(argumentOf))
  // If the call also sets fields that are not in the object argument, a single value as the argument would have another
  // meaning. Such a call is therefore matched only with an object.
  return written !== undefined && countSiblings(written, spread.placeholder) > 0
    ? [spread]
    : [value, spread]
}

// Finds the element into which the call copies the keys of its object argument. Returns how many other fields this element
// has.
function countSiblings(node: Node, placeholder: string): number {
  if (placeholder in node.fields) return Object.keys(node.fields).length - 1
  const children = Object.values(node.fields).flatMap(slot => valuesOf(slot).filter(isNode))
  return Math.max(0, ...children.map(child => countSiblings(child, placeholder)))
}

// Returns the keys that the called function reads from its object argument. Returns an empty list if the function reads so many
// keys that the argument is probably not an options object.
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
  return keys.size <= MAX_KEYS ? [...keys] : []
}

// Returns patterns for an argument that is an options object, such as `{ secureBoot: true }`: one pattern for each combination
// of the keys, each with a placeholder, true or false as its value.
function records(index: number, keys: readonly string[]): readonly ArgumentPattern[] {
  let all: readonly (readonly (readonly [string, ArgumentPattern | Constant])[])[] = [[]]
  for (const key of keys) {
    const values: readonly (ArgumentPattern | Constant)[] = [
      { kind: 'value', placeholder: placeholderOf(index, key) },
      { kind: 'constant', value: true },
      { kind: 'constant', value: false },
    ]
    all = all.flatMap(one => [one, ...values.map(value => [...one, [key, value] as const])])
  }
  return all.filter(entries => entries.length > 0).map(entries => ({ kind: 'record', entries }))
}

// Returns the argument to pass to the factory or method for an argument pattern.
function argumentOf(pattern: ArgumentPattern | Constant): unknown {
  switch (pattern.kind) {
    case 'value':
      return pattern.placeholder
    case 'constant':
      return pattern.value
    case 'spread':
      return { [pattern.placeholder]: true }
    case 'record':
      return Object.fromEntries(pattern.entries.map(([key, value]) => [key, argumentOf(value)]))
  }
}

// Whether all placeholders of an argument appear in the node. The placeholder of a plain value appears as a value, and the
// placeholder of a spread object appears as a key.
function isUsed(node: Node, pattern: ArgumentPattern | Constant): boolean {
  const found = placeholdersIn(node)
  switch (pattern.kind) {
    case 'value':
      return found.values.has(pattern.placeholder)
    case 'spread':
      return found.keys.has(pattern.placeholder)
    case 'constant':
      return true
    case 'record':
      return pattern.entries.every(([, value]) => isUsed(node, value))
  }
}

function placeholdersIn(
  node: Node,
  found = { values: new Set<unknown>(), keys: new Set<string>() },
): typeof found {
  for (const [key, slot] of Object.entries(node.fields)) {
    found.keys.add(key)
    for (const value of valuesOf(slot)) {
      if (isNode(value)) placeholdersIn(value, found)
      else found.values.add(value instanceof InvalidValue ? value.value : value)
    }
  }
  for (const { xml } of node.extra ?? [])
    for (const [placeholder] of xml.matchAll(/\0\d+\.\w*\0/g)) found.values.add(placeholder)
  return found
}
