import { basename, relative, resolve } from 'node:path'
import { buildBeside, type EmittedBuild } from '../build/build.ts'
import type { FileStatus } from '../build/output/writer.ts'
import { fails } from '../diagnostics/diagnostic.ts'
import { listNames } from '../diagnostics/list-names.ts'
import { printableLine } from '../diagnostics/printable.ts'
import { isMachine } from '../diagnostics/render/formats.ts'
import type { TypeProblem } from '../program/types/typecheck.ts'
import type { BuildArgs } from './build-args.ts'
import type { Context } from './context.ts'
import { settings } from './options.ts'
import { redirectPrograms } from './program-output.ts'
import { Progress } from './progress.ts'
import { plural, report } from './report.ts'
import { isInteractive, print, printProduct } from './terminal.ts'
import { withWatchdog } from './watchdog.ts'

/**
 * Runs a build while the type check is still running, and returns the exit code. `types` is the result of the type check.
 * `started` is the time when the command started. If it is given, the summary of the build shows the elapsed time.
 */
export async function build(
  args: BuildArgs,
  types: readonly TypeProblem[] | Promise<readonly TypeProblem[]>,
  context: Context,
  started?: number,
): Promise<number> {
  const { cwd, env, stderr } = context
  // The mutually exclusive options have no default, because yargs would treat a default as given by the user.
  const { stdout: toStdout = false, check = false, prune = false, overwrite = false } = args
  const { format, color, quiet } = args
  const {
    diagnostics: misconfigured,
    out: configured,
    ...set
  } = await settings(args, args.entry, context)
  const { strict } = set
  const reporting = { format, color, quiet, strict, productOnStdout: toStdout, use: set.use }
  if (fails(misconfigured)) return report(misconfigured, reporting, context)
  const out = args.out ?? configured ?? 'vmc.out'
  const isSilent = quiet || isMachine(format)
  const progress = new Progress(isSilent || !isInteractive(stderr, env) ? undefined : stderr)
  const watched = { entries: args.entry, timeout: args.timeout, format }
  const result = await withWatchdog(watched, context, beat =>
    redirectPrograms(context, () =>
      buildBeside(types, args.entry, {
        cwd,
        ...(!toStdout && { outDir: out }),
        ...(args.only && { only: args.only }),
        check,
        prune,
        overwrite,
        ...set,
        onProgress: done => {
          beat()
          progress.update(done)
        },
      }),
    ),
  )
  progress.clear()
  const unprinted = toStdout
    ? await printProduct(context, result.emitted.map(({ xml }) => String(xml)).join(''))
    : []
  const { waived } = result
  const diagnostics = [...misconfigured, ...result.diagnostics, ...unprinted]
  const code = await report(diagnostics, { ...reporting, waived }, context)
  if (!isSilent && !toStdout && !fails(diagnostics, strict)) {
    const duration = started === undefined ? '' : ` in ${Date.now() - started} ms`
    const folder = relative(cwd, resolve(cwd, out)) || '.'
    await print(stderr, `${printableLine(summary(result, folder, check))}${duration}\n`)
  }
  return code
}

const MAX_NAMES = 3

const namesOf = (files: readonly FileStatus[]): string =>
  listNames(
    files.map(({ path }) => basename(path)),
    MAX_NAMES,
  )

function summary({ emitted, files }: EmittedBuild, folder: string, check: boolean): string {
  if (check) return `${plural(emitted.length, 'domain')}, all up to date in ${folder}`
  const counts = (['written', 'unchanged', 'removed'] as const)
    .map(status => ({ status, ofStatus: files.filter(file => file.status === status) }))
    .filter(({ ofStatus }) => ofStatus.length > 0)
    .map(({ status, ofStatus }) => {
      const names = status === 'removed' ? ` (${namesOf(ofStatus)})` : ''
      return `${ofStatus.length} ${status}${names}`
    })
  return `${plural(emitted.length, 'domain')} in ${folder}: ${counts.join(', ')}`
}
