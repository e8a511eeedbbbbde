import type { Problem } from '../tree/node.ts'

/**
 * The function behind a factory or method: it turns the arguments of a call into a plain object. All its optional parameters
 * have default values, so `length` is the number of required parameters.
 */
type Template = ((...args: never[]) => unknown) & { readonly length: number }

/** Returns the problem to report if a required argument of a call is missing. Returns `undefined` if all are given. */
export function missingArgument(write: Template, args: readonly unknown[]): Problem | undefined {
  for (let index = 0; index < write.length; index++) {
    const value = args[index]
    if (value !== undefined && value !== null) continue
    const name = parametersOf(write)[index]
    return {
      kind: 'missing',
      message: `the argument ${name === undefined ? index + 1 : `"${name}"`} has no value`,
      help: 'pass a value; check that the property or environment variable exists',
    }
  }
  return undefined
}

/** Returns the names of a function's parameters, up to the first parameter that has a default value or a pattern. */
function parametersOf(write: Template): readonly string[] {
  const [, list = ''] = /^(?:\w+)?\s*\(([^)]*)/.exec(String(write)) ?? []
  const names = list.split(',').map(part => /^\s*([\w$]+)\s*$/.exec(part)?.[1])
  return names.slice(0, names.indexOf(undefined) >>> 0).map(String)
}
