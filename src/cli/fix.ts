import type { Fixed } from '../compiler/fixes/fix.ts'
import type { Change } from '../diagnostics/edit.ts'
import type { Format } from '../diagnostics/render/formats.ts'
import { shown } from '../diagnostics/render/frame.ts'
import { STDIN } from './argv.ts'
import { settings } from './options.ts'
import { report } from './report.ts'
import { type ColorChoice, paintFor, print } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** What the options of a call say that mends something. */
export interface Call {
  readonly format: Format
  readonly color: ColorChoice
  readonly quiet: boolean
  readonly target?: string | undefined
  readonly only?: readonly string[] | undefined
}

/** Mends programs, and shows what changed. Gives the exit code where that fails, else 0. */
export async function mendPrograms(entries: readonly string[], call: Call): Promise<number> {
  if (entries.length === 0) return 0
  const { fixProgram } = await import('../compiler/fixes/fix-program.ts')
  const { target, only } = call
  const cwd = process.cwd()
  const { resolve } = await import('node:path')
  const files = entries.map(entry => resolve(entry))
  return tell(await fixProgram({ entries: files, cwd, target, only }), call)
}

/** Mends documents. */
async function mendDocuments(paths: readonly string[], call: Call): Promise<number> {
  if (paths.length === 0) return 0
  const { fixDocuments } = await import('../compiler/fixes/fix-documents.ts')
  const { diagnostics: misconfigured, ...set } = await settings(call)
  // What is wrong with the configuration is told by what comes next.
  return misconfigured.length > 0 ? 0 : tell(await fixDocuments(paths, set), call)
}

/** Mends programs and documents. */
export async function mendAll(paths: readonly string[], call: Call): Promise<number> {
  if (paths.includes(STDIN)) throw new UsageError('stdin cannot be fixed', 'name a file')
  const isProgram = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path)
  const failure = await mendPrograms(paths.filter(isProgram), call)
  if (failure !== 0) return failure
  return mendDocuments(
    paths.filter(path => !isProgram(path)),
    call,
  )
}

async function tell({ files, diagnostics }: Fixed, call: Call): Promise<number> {
  const { format, color, quiet } = call
  if (diagnostics.length > 0) return report(diagnostics, { format, color, quiet })
  if (quiet) return 0
  const paint = paintFor(process.stderr, color)
  for (const { file, changes } of files) {
    const lines = changes.flatMap(change => hunk(change, paint))
    const name = shown(file, process.cwd())
    await print(process.stderr, `${paint.bold(`fixed ${name}`)}\n${lines.join('\n')}\n\n`)
  }
  return 0
}

function hunk({ line, before, after }: Change, paint: ReturnType<typeof paintFor>): string[] {
  const width = String(line + Math.max(before.length, after.length)).length
  const at = (nth: number): string => String(line + nth).padStart(width)
  return [
    ...before.map((text, nth) => paint.red(`${at(nth)} - ${text.trimEnd()}`)),
    ...after.map((text, nth) => paint.green(`${at(nth)} + ${text.trimEnd()}`)),
  ]
}
