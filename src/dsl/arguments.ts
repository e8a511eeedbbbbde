import type { Problem } from '../tree/node.ts'

/**
 * A function that is a template or shorthand. All its optional parameters have default values, so `length` is the number of
 * required parameters.
 */
type Template = ((...args: never[]) => unknown) & { readonly length: number }

/** The problem with a call in which a required argument has no value. */
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

/** The names of the parameters of a function, up to the first parameter that is not a plain name. */
function parametersOf(write: Template): readonly string[] {
  const [, list = ''] = /^(?:\w+)?\s*\(([^)]*)/.exec(String(write)) ?? []
  const names = list.split(',').map(part => /^\s*([\w$]+)\s*$/.exec(part)?.[1])
  return names.slice(0, names.indexOf(undefined) >>> 0).map(String)
}
