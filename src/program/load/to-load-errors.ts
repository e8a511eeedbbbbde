import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linesOf } from '../../diagnostics/locate-key.ts'
import { SpecialFileError } from '../../diagnostics/regular-file.ts'
import { describeThrown, type ErrorTexts, errorTexts, readOr } from '../../diagnostics/thrown.ts'
import { ParameterError } from '../../tree/parameters.ts'
import { type Frame, framesOf } from '../../tree/stack.ts'
import { entryHelp } from '../entries.ts'
import { modules } from '../package.ts'
import { valueHelp } from '../parameters.ts'
import { ProgramStopped } from './exit-guard.ts'
import type { FileLocation, LoadError } from './load-error.ts'
import { isFile, locate } from './locate.ts'

/** The load errors that explain a value thrown while a program was loaded or run. */
export async function toLoadErrors(thrown: unknown, entry: string): Promise<readonly LoadError[]> {
  const error = errorTexts(thrown)
  const stack = error ? framesOf(error.stack) : []
  if (isInstance(thrown, ProgramStopped)) {
    const help = thrown.kind === 'exited' ? 'throw an error instead: throw new Error(…)' : undefined
    return [
      { kind: thrown.kind, message: thrown.message, help, ...locationOf(stack, entry), stack },
    ]
  }
  if (error?.name === SpecialFileError.name) {
    // An error from the worker of the module hooks arrives as a copy without its class, so `instanceof` does not recognize it.
    return [{ kind: 'unreadable', message: error.message, ...locationOf(stack, entry), stack }]
  }
  if (isInstance(thrown, ParameterError)) {
    const { message } = thrown
    return [{ kind: 'parameter', message, help: valueHelp(thrown), ...locationOf(stack, entry) }]
  }
  if (error && (stack.length === 0 || isImportError(error))) {
    const { esbuildErrors } = await import('./esbuild-errors.ts')
    const errors = await esbuildErrors(entry)
    if (errors.length > 0) return errors
    const failed = importError(error)
    if (failed) return [failed]
  }
  const location = locationOf(stack, entry)
  const { explainThrown } = await import('./explain-thrown.ts')
  const own = error && (await explainThrown(error, location.file))
  return [{ kind: 'threw', message: describeThrown(thrown), ...location, stack, ...own }]
}

// `instanceof` can throw an error if the value is a proxy.
const isInstance = <T>(thrown: unknown, of: new (...args: never[]) => T): thrown is T =>
  readOr(() => thrown instanceof of, false)

/**
 * The location of the innermost stack frame in the user's files. If there is no such frame, the location is the program file.
 */
function locationOf(stack: readonly Frame[], entry: string): FileLocation {
  const [frame] = stack
  return frame ? { file: frame.file, line: frame.line, column: frame.column } : { file: entry }
}

const isImportError = ({ code }: ErrorTexts): boolean =>
  /^ERR_(MODULE|PACKAGE|UNSUPPORTED_DIR|UNKNOWN_BUILTIN)_/.test(code)

/**
 * The load error for an import that Node could not link. Node mentions the importing file only in the text of the error. If the
 * imported file does not have an export, the importing file is in the first line of the stack. Otherwise, the importing file is
 * in the message.
 */
function importError({ message, stack }: ErrorTexts): LoadError | undefined {
  const importer = / imported from (.+)$/m.exec(message)?.[1]
  if (importer) return { kind: 'unresolved-import', message, file: importer }
  const [, specifier = '', name = ''] =
    /module '(.*)' does not provide an export named '(.*)'/.exec(message) ?? []
  const file = /^(.+):\d+\n/.exec(stack)?.[1]
  if (!name || !file) return undefined
  const path = file.startsWith('file:') ? fileURLToPath(file) : file
  const isType = isDeclaredType(specifier, name, path)
  const elsewhere = isType || !isOwnModule(specifier) ? undefined : entryHelp(name)
  return {
    kind: 'unresolved-import',
    message: isType
      ? `"${name}" of "${specifier}" is a type, which does not exist at run time`
      : `"${specifier}" has no export named "${name}"`,
    ...(isType && {
      help: `import ${name} as a type: import { type ${name} } from '${specifier}'`,
    }),
    ...(elsewhere !== undefined && { help: elsewhere }),
    ...(name === 'default' && {
      help: `import domain by its name: import { domain } from '${specifier}'`,
    }),
    file: path,
    ...firstOccurrence(path, name === 'default' ? DEFAULT_IMPORT : wordPattern(name)),
  }
}

/** Whether a module declares a name as a type and not as a value. */
function isDeclaredType(specifier: string, name: string, importer: string): boolean {
  const isOwn = isOwnModule(specifier)
  const path = isOwn
    ? join(modules, specifier.replace(/^libvmc\/?/, ''), 'index')
    : resolve(dirname(importer), specifier)
  const file = (isOwn ? [`${path}.d.ts`, `${path}.ts`].find(isFile) : undefined) ?? locate(path)
  if (file === undefined) return false
  const text = linesOf(file).join('\n')
  const word = name.replaceAll('$', '\\$')
  return new RegExp(`\\b(?:interface|type)\\s+${word}(?![\\w$])`).test(text)
}

const isOwnModule = (specifier: string): boolean => /^libvmc(\/|$)/.test(specifier)

const DEFAULT_IMPORT = /(?<=import\s+)[\w$]+(?=\s*(,|from))/

const wordPattern = (name: string): RegExp =>
  new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`)

/** The position of the first match of a pattern in a file. vmc assumes that the first match is the import. */
function firstOccurrence(file: string, word: RegExp): Partial<FileLocation> {
  const lines = linesOf(file)
  const line = lines.findIndex(text => word.test(text))
  return line < 0 ? {} : { line: line + 1, column: (lines[line]?.search(word) ?? 0) + 1 }
}
