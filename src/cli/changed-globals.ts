import buffer from 'node:buffer'
import nodeProcess from 'node:process'
import timers from 'node:timers'
import { runInNewContext } from 'node:vm'

/**
 * Returns the names of built-in functions of JavaScript and Node that the program has replaced, removed or added, such as
 * `Array.prototype.map`.
 */
// This function calls only functions of a new JavaScript context, because the program may have changed any function of the
// current context.
export function changedGlobals(): readonly string[] {
  const fresh = runInNewContext('globalThis') as typeof globalThis
  const found = fresh.Array() as unknown as string[]
  const add = (name: string): void => {
    found[found.length] = name
  }
  const names = fresh.Reflect.ownKeys(fresh)
  for (let nth = 0; nth < names.length; nth++) {
    const name = names[nth]!
    if (typeof name !== 'string') continue
    const { before: expected, after: actual } = pair(fresh, fresh, globalThis, name)
    if (!isObject(expected) || name === 'globalThis') continue
    if (!isObject(actual)) {
      add(name)
      continue
    }
    if (fresh.Object.isFrozen(actual) && !fresh.Object.isFrozen(expected)) add(`${name} (frozen)`)
    compare(fresh, name, expected, actual, add)
    const { before, after } = pair(fresh, expected, actual, 'prototype')
    if (isObject(before) && isObject(after)) compare(fresh, `${name}.prototype`, before, after, add)
  }
  const additions = fresh.Object.keys(Object.prototype)
  for (let nth = 0; nth < additions.length; nth++) add(`Object.prototype.${additions[nth]}`)
  const { prepareStackTrace } = Error
  if (prepareStackTrace !== undefined && prepareStackTrace.name !== 'ErrorPrepareStackTrace')
    add('Error.prepareStackTrace')
  if (globalThis.process !== nodeProcess) add('process')
  else if (fresh.Object.isFrozen(nodeProcess)) add('process (frozen)')
  if (globalThis.Buffer !== buffer.Buffer) add('Buffer')
  if (globalThis.setTimeout !== timers.setTimeout) add('setTimeout')
  return found
}

function compare(
  fresh: typeof globalThis,
  owner: string,
  expected: object,
  actual: object,
  add: (name: string) => void,
): void {
  const keys = fresh.Reflect.ownKeys(expected)
  for (let nth = 0; nth < keys.length; nth++) {
    const key = keys[nth]!
    // Constructors are skipped, because each JavaScript context has its own. The properties for stack traces are skipped,
    // because Node sets them.
    if (key === 'constructor' || key === 'prepareStackTrace' || key === 'stackTraceLimit') continue
    const { before, after } = pair(fresh, expected, actual, key)
    if (typeof before !== 'function' || !isNative(fresh, before)) continue
    if (typeof after !== 'function' || !isNative(fresh, after))
      add(`${owner}${typeof key === 'string' ? `.${key}` : `[${fresh.String(key)}]`}`)
  }
}

// This function returns an object, because destructuring an array would call a function that the program may have changed.
/**
 * Returns the values of one property in two objects. If the property has a getter, the getter is returned instead of its value.
 */
function pair(
  fresh: typeof globalThis,
  one: object,
  other: object,
  key: string | symbol,
): { readonly before: unknown; readonly after: unknown } {
  const before = fresh.Reflect.getOwnPropertyDescriptor(one, key)
  const after = fresh.Reflect.getOwnPropertyDescriptor(other, key)
  return { before: before?.value ?? before?.get, after: after?.value ?? after?.get }
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

function isNative(fresh: typeof globalThis, value: object): boolean {
  const text = fresh.Reflect.apply(fresh.Function.prototype.toString, value, [])
  return fresh.Reflect.apply(fresh.String.prototype.includes, text, ['[native code]'])
}
