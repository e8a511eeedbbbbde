import { cursorMethodHelp } from '../../check/cursor-help.ts'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { linesOf } from '../../diagnostics/locate-key.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { entryHelp } from '../entries.ts'
import type { TypeProblem } from './typecheck.ts'
import { valueHelp } from './value-help.ts'

/**
 * Merges TypeScript's problems with the diagnostics of running the program and checking its domains. Each mistake is reported
 * once, with the clearest message: invalid values by the schema check, missing files and syntax errors by the loader, and
 * misspelled names by TypeScript.
 */
export async function mergeDiagnostics(
  types: readonly TypeProblem[],
  ran: readonly Diagnostic[],
  checks: readonly Diagnostic[],
): Promise<readonly Diagnostic[]> {
  const schemaErrors = linesWith(checks, /^VMC1/)
  const loadErrors = linesWith(ran, /^VMC400[28]/)
  // The files that have a syntax error. Most other problems in such a file are consequences of the syntax error.
  const broken = new Set(ran.filter(({ code }) => code === 'VMC4002').map(({ file }) => file))
  const isAboutBuilders = types.some(
    ({ message }) => MISSING_METHOD.test(message) || NO_BUILDER.test(message),
  )
  const builders = isAboutBuilders ? await import('../method-help.ts') : undefined
  const isNameMissing = types.some(({ message }) => MISSING_NAME.test(message))
  const help: NameHelp = {
    method: (builder, method) => builders?.methodHelp(builder, method),
    example: builder => builders?.exampleOf(builder),
    exported: isNameMissing ? Object.keys(await import('../../index.ts')) : [],
  }
  const typeErrors = types
    .filter(({ code, file, line }) => {
      if (broken.has(file)) return false
      const better = isMismatch(code) ? schemaErrors : isLoadError(code) ? loadErrors : undefined
      return !better?.has(`${file}:${line}`)
    })
    .map(({ file, line, column, code, message }) => ({
      ...diagnose(
        'VMC4001',
        typeFinding(code, message, help, () => linesOf(file)[line - 1]?.slice(column - 1) ?? ''),
      ),
      // An unused name does not stop a program from running, so it is only a warning.
      ...(UNUSED.test(code) && { severity: 'warning' as const }),
      file,
      line,
      column,
    }))
  const typeErrorLocations = new Set(typeErrors.map(locationOf))
  const isDuplicate = (one: Diagnostic) =>
    (/^VMC400[238]/.test(one.code) && typeErrorLocations.has(locationOf(one))) ||
    isNameMissingIn(types, one)
  return [...ran.filter(one => !isDuplicate(one)), ...typeErrors, ...checks]
}

/** Whether the program failed because of a name, and TypeScript reports in the same file that it cannot find this name. */
function isNameMissingIn(types: readonly TypeProblem[], { message, file }: Diagnostic): boolean {
  const [, name] = /^ReferenceError: (\w+) is not defined$/.exec(message) ?? []
  const problem = `Cannot find name '${name}'`
  return (
    name !== undefined && types.some(one => one.file === file && one.message.startsWith(problem))
  )
}

/** The help for TypeScript errors whose message does not say what to write instead. */
function knownHelp(code: string, message: string): string | undefined {
  const [, method] = /^Property '(.*)' does not exist on type '\w*Cursor\b/.exec(message) ?? []
  if (method !== undefined) return cursorMethodHelp(method)
  if (/ on type 'Promise</.test(message)) return 'await the promise first: (await …).method()'
  if (/ on type '\(.*\) => \w*Builder'/.test(message))
    return 'call the method before it: add its brackets, as in .hvm().memory(…)'
  if (code === 'TS7009' || code === 'TS2351') return 'leave out "new"'
  const [, wanted, got] = /^Expected (\d+) arguments?, but got (\d+)/.exec(message) ?? []
  if (wanted !== undefined)
    return Number(got) > Number(wanted)
      ? 'leave out the arguments at the end'
      : 'pass the missing argument'
  if (code === 'TS2559') return 'leave out the argument, or pass an object'
  if (/^Argument of type '\w+\[\]' is not assignable to parameter/.test(message))
    return 'pass each item as an argument of its own, or spread the list: f(...list)'
  return /^Module '"libvmc"' has no exported member '(App|Stack|Construct|Provider|Resource)'/.test(
    message,
  )
    ? 'vmc has no apps, stacks or providers: export each domain'
    : undefined
}

/** The help for a name that the program does not import, or that libvmc does not have. */
function importHelp(message: string, exported: readonly string[]): string | undefined {
  const [, unknown, unexported] = MISSING_NAME.exec(message) ?? []
  if (unknown !== undefined)
    return exported.includes(unknown)
      ? `add it to the import: import { ${unknown} } from 'libvmc'`
      : entryHelp(unknown)
  if (unexported === undefined) return undefined
  const elsewhere = entryHelp(unexported)
  if (elsewhere !== undefined) return elsewhere
  const near = nearest(unexported, exported)
  return near === undefined ? undefined : `did you mean "${near}"?`
}

const MISSING_NAME =
  /^Cannot find name '(\w+)'|^(?:Module )?'"libvmc(?:\/\w+)?"' has no exported member (?:named )?'(\w+)'/

/** The functions and names from which the help for a wrong name is made. */
interface NameHelp {
  /** Returns the help for a method that a builder class does not have. */
  readonly method: (builder: string, method: string) => string | undefined
  /** Returns a call that makes a builder of a class. */
  readonly example: (builder: string) => string | undefined
  /** The functions that a program can import from libvmc. */
  readonly exported: readonly string[]
}

/** The help for a plain value where a builder is expected. */
function builderHelp(message: string, exampleOf: NameHelp['example']): string | undefined {
  const example = exampleOf(NO_BUILDER.exec(message)?.[1] ?? '')
  return example === undefined ? undefined : `pass what a function makes, such as ${example}`
}

const NO_BUILDER =
  /^Argument of type '(?:string|number|boolean|"[^']*"|\d+)' is not assignable to parameter of type '[^']*\b(\w+Builder)\b/

const MISSING_METHOD = /^Property '(.*)' does not exist on type '(\w*Builder)'/

const UNUSED = /^TS(6133|6138|6192|6196|6198|6199|6205)$/

const locationOf = ({ file, line, column }: Diagnostic): string => `${file}:${line}:${column}`

const linesWith = (diagnostics: readonly Diagnostic[], codes: RegExp): ReadonlySet<string> =>
  new Set(diagnostics.filter(one => codes.test(one.code)).map(one => `${one.file}:${one.line}`))

// Extracts the message and the help from a TypeScript message. The first line names the problem and may suggest a correction.
// The last line names the cause.
function typeFinding(
  code: string,
  message: string,
  help: NameHelp,
  source: () => string,
): { message: string; help: string | undefined } {
  const [first = '', ...causes] = message.split('\n')
  const [, problem = first, suggestion] = /^(.*) Did you mean '"?(.+?)"?'\?$/.exec(first) ?? []
  const [, method = '', builder = ''] = MISSING_METHOD.exec(first) ?? []
  const own =
    help.method(builder, method) ??
    importHelp(first, help.exported) ??
    builderHelp(first, help.example)
  if (own !== undefined) return { message: `${problem} (${code})`, help: own }
  return {
    message: `${problem} (${code})`,
    help:
      suggestion === undefined
        ? (valueHelp(first, source()) ?? knownHelp(code, first) ?? causes.at(-1)?.trim())
        : `did you mean "${suggestion}"?`,
  }
}

// Whether a TypeScript error code means a syntax error or a module that was not found. The loader reports these two errors
// too.
const isLoadError = (code: string): boolean => /^TS(1\d{3}|2307)$/.test(code)

// Whether a TypeScript error code means that a value does not have the expected type.
const isMismatch = (code: string): boolean =>
  [
    'TS2322',
    'TS2345',
    'TS2353',
    'TS2561',
    'TS2739',
    'TS2740',
    'TS2741',
    'TS2769',
    'TS2820',
    'TS2559',
    'TS2362',
    'TS2363',
  ].includes(code)
