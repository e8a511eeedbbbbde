import { resolve } from 'node:path'
import { fails } from '../diagnostics/diagnostic.ts'
import type { Paint } from '../diagnostics/paint.ts'
import { printable } from '../diagnostics/printable.ts'
import type { Format } from '../diagnostics/render/formats.ts'
import { shown } from '../diagnostics/render/frame.ts'
import type { Change } from '../fix/edit.ts'
import type { Fixed } from '../fix/fix.ts'
import { isProgram, STDIN } from './argv.ts'
import type { Context } from './context.ts'
import { settings } from './options.ts'
import { report } from './report.ts'
import { type ColorChoice, paintFor, print } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

/** The options of `vmc build` and `vmc validate` on which `--fix` depends. */
interface FixOptions {
  readonly format: Format
  readonly color: ColorChoice
  readonly quiet: boolean
  readonly target?: string | undefined
  readonly only?: readonly string[] | undefined
}

/**
 * Applies safe fixes to programs and the files that they import, and shows the changes. Returns 0, or the exit code if writing
 * a file fails.
 */
export async function fixPrograms(
  entries: readonly string[],
  options: FixOptions,
  context: Context,
): Promise<number> {
  if (entries.length === 0) return 0
  const { fixProgram } = await import('../fix/fix-program.ts')
  const { target, only } = options
  const { cwd } = context
  const files = entries.map(entry => resolve(cwd, entry))
  const fixed = await fixProgram({ entries: files, cwd, target, only })
  return showChanges(fixed, options, context)
}

async function fixDocuments(
  paths: readonly string[],
  options: FixOptions,
  context: Context,
): Promise<number> {
  if (paths.length === 0) return 0
  const { fixDocuments } = await import('../fix/fix-documents.ts')
  const { diagnostics: misconfigured, ...set } = await settings(options, [], context)
  // Errors in the configuration are not reported here, because the validation after the fixes reports them.
  if (fails(misconfigured)) return 0
  const fixed = await fixDocuments(paths, { ...set, cwd: context.cwd })
  return showChanges(fixed, options, context)
}

/**
 * Applies safe fixes to programs and XML documents, and shows the changes. Returns 0, or the exit code if writing a file fails.
 */
export async function fixAll(
  paths: readonly string[],
  options: FixOptions,
  context: Context,
): Promise<number> {
  if (paths.includes(STDIN)) throw new UsageError('stdin cannot be fixed', 'name a file')
  const failure = await fixPrograms(paths.filter(isProgram), options, context)
  if (failure !== 0) return failure
  const documents = paths.filter(path => !isProgram(path))
  return fixDocuments(documents, options, context)
}

async function showChanges(
  { files, diagnostics }: Fixed,
  { format, color, quiet }: FixOptions,
  context: Context,
): Promise<number> {
  if (diagnostics.length > 0) return report(diagnostics, { format, color, quiet }, context)
  if (quiet) return 0
  const { cwd, env, stderr } = context
  const paint = paintFor(stderr, color, env)
  for (const { file, changes } of files) {
    const lines = changes.flatMap(change => linesOf(change, paint))
    await print(stderr, `${paint.bold(`fixed ${shown(file, cwd)}`)}\n${lines.join('\n')}\n\n`)
  }
  return 0
}

function linesOf({ line, before, after }: Change, paint: Paint): string[] {
  const width = String(line + Math.max(before.length, after.length)).length
  const numberOf = (index: number): string => String(line + index).padStart(width)
  return [
    ...before.map((text, index) => paint.red(`${numberOf(index)} - ${printable(text.trimEnd())}`)),
    ...after.map((text, index) => paint.green(`${numberOf(index)} + ${printable(text.trimEnd())}`)),
  ]
}
