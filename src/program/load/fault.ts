import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { linesOf } from '../../diagnostics/locate-key.ts'
import { SpecialFileError } from '../../diagnostics/regular-file.ts'
import { type Frame, framesOf } from '../../tree/stack.ts'
import { Stop } from './guard.ts'
import type { LoadFault, Place } from './load-fault.ts'

/** The faults behind what an entry threw while it was loaded or run. */
export async function faultsOf(thrown: unknown, entry: string): Promise<readonly LoadFault[]> {
  const stack = thrown instanceof Error ? framesOf(String(thrown.stack)) : []
  if (thrown instanceof Stop) {
    return [{ kind: thrown.kind, message: thrown.message, ...placeOf(stack, entry), stack }]
  }
  if (thrown instanceof Error && thrown.name === SpecialFileError.name) {
    // An error from the hooks' thread arrives as a copy without its class.
    return [{ kind: 'unreadable', message: thrown.message, ...placeOf(stack, entry), stack }]
  }
  if (thrown instanceof Error && (stack.length === 0 || isImportError(thrown))) {
    const { diagnose } = await import('./diagnose.ts')
    const faults = await diagnose(entry)
    if (faults.length > 0) return faults
    const fault = importFault(thrown)
    if (fault) return [fault]
  }
  return [{ kind: 'threw', message: told(thrown), ...placeOf(stack, entry), stack }]
}

/** The innermost of a person's own calls, or the entry where none is known. */
function placeOf(stack: readonly Frame[], entry: string): Place {
  const [frame] = stack
  return frame ? { file: frame.file, line: frame.line, column: frame.column } : { file: entry }
}

const isImportError = (error: Error): boolean =>
  'code' in error &&
  /^ERR_(MODULE|PACKAGE|UNSUPPORTED_DIR|UNKNOWN_BUILTIN)_/.test(String(error.code))

/** Node names the importing file in words, and a name that is not exported in the first line of the stack. */
function importFault({ message, stack = '' }: Error): LoadFault | undefined {
  const importer = / imported from (.+)$/m.exec(message)?.[1]
  if (importer) return { kind: 'unresolved-import', message, file: importer }
  const [, specifier = '', name = ''] =
    /module '(.*)' does not provide an export named '(.*)'/.exec(message) ?? []
  const file = /^(.+):\d+\n/.exec(stack)?.[1]
  if (!name || !file) return undefined
  const path = file.startsWith('file:') ? fileURLToPath(file) : file
  return {
    kind: 'unresolved-import',
    message: `"${specifier}" has no export named "${name}"`,
    file: path,
    ...find(path, name),
  }
}

/** Where a name first stands in a file: an import comes before every use. */
function find(file: string, name: string): Partial<Place> {
  const word = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`)
  const lines = linesOf(file)
  const line = lines.findIndex(text => word.test(text))
  return line < 0 ? {} : { line: line + 1, column: (lines[line]?.search(word) ?? 0) + 1 }
}

/** An error's words and those of its causes, or the value itself where something else was thrown. */
function told(thrown: unknown): string {
  const chain = new Set<unknown>()
  for (let it = thrown; it !== undefined && !chain.has(it); it = causeOf(it)) chain.add(it)
  return [...(chain.size > 0 ? chain : [thrown])]
    .map(it => (it instanceof Error ? `${it.name}: ${it.message}` : inspect(it)))
    .join('\n  caused by ')
}

const causeOf = (thrown: unknown): unknown => (thrown instanceof Error ? thrown.cause : undefined)
