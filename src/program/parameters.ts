import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import {
  declaredParameters,
  isStale,
  type Parameter,
  type ParameterError,
  type ParameterValues,
} from '../tree/parameters.ts'

/** A description of the values of a parameter: `one of dev, prod`. */
export const valuesOf = ({ values, initial }: Parameter): string =>
  values
    ? `one of ${values.join(', ')}`
    : typeof initial === 'boolean'
      ? 'true or false'
      : typeof initial === 'number'
        ? 'a number'
        : 'any text'

/** The help for an invalid value of a parameter. */
export function valueHelp({ parameter, value }: ParameterError): string {
  const near = nearest(value, parameter.values ?? [])
  const suggestion = near === undefined ? '' : `did you mean "${near}"? `
  return `${suggestion}${suggestion === '' ? 'it' : 'It'} is ${valuesOf(parameter)}`
}

// The parameters that each program declared when it was loaded.
const byEntry = new Map<string, Set<string>>()

/** The diagnostics for values of `--set` that no program used. vmc knows these values only after the programs have run. */
export function parameterProblems(
  set: ParameterValues,
  entries: readonly string[],
): readonly Diagnostic[] {
  const declared = declaredParameters()
  const names = declared.map(({ name }) => name)
  const unknown = Object.keys(set)
    .filter(name => !names.includes(name))
    .map(name => {
      const near = nearest(name, names)
      const list = `the parameters are ${names.join(', ')}`
      return diagnose('VMC4024', {
        message: `no program has a parameter "${name}"`,
        help:
          near !== undefined
            ? `did you mean "${near}"?`
            : names.length > 0
              ? list
              : "declare it in the program: const stage = param('stage', ['dev', 'prod'])",
      })
    })
  const own = new Set(entries.flatMap(entry => [...(byEntry.get(entry) ?? [])]))
  // Node loads a module only once per process, so a program that runs a second time still has the parameters of its first
  // run.
  const stale = [...own].filter(isStale).map(name =>
    diagnose('VMC4024', {
      message: `this process has already loaded the program with another value of "${name}"`,
      help: 'build each combination of parameters in its own process, or export a function that calls param()',
    }),
  )
  const known = new Set([...byEntry.values()].flatMap(one => [...one]))
  const fresh = names.filter(name => !known.has(name))
  for (const entry of entries)
    byEntry.set(entry, new Set([...(byEntry.get(entry) ?? []), ...fresh]))
  return [...unknown, ...stale]
}
