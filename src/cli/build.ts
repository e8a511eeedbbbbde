import { relative } from 'node:path'
import { type BuildResult, buildBeside } from '../compiler/build.ts'
import type { TypeProblem } from '../compiler/types/typecheck.ts'
import { fails } from '../diagnostics/diagnostic.ts'
import { isMachine } from '../diagnostics/render/formats.ts'
import type { Args } from './commands/build.ts'
import { settings } from './options.ts'
import { Progress } from './progress.ts'
import { plural, report } from './report.ts'
import { isWatched, print, quietly } from './terminal.ts'

/** Builds as the call says, while the types are being checked, and gives the exit code; it may have begun some time ago. */
export async function run(
  args: Args,
  types: readonly TypeProblem[] | Promise<readonly TypeProblem[]>,
  since?: number,
): Promise<number> {
  // Options that exclude each other have no default, so that yargs can tell which were given.
  const { stdout = false, check = false, prune = false, overwrite = false } = args
  const { format, color, quiet } = args
  const { diagnostics: misconfigured, out: configured, ...set } = await settings(args)
  const { strict } = set
  const reporting = { format, color, quiet, strict, productOnStdout: stdout, use: set.use }
  if (fails(misconfigured)) return report(misconfigured, reporting)
  const out = args.out ?? configured ?? 'vmc.out'
  const machine = isMachine(format)
  const progress = new Progress(isWatched(process.stderr) && !quiet && !machine)
  const result = await quietly(() =>
    buildBeside(types, args.entry, {
      ...(!stdout && { outDir: out }),
      ...(args.only && { only: args.only }),
      check,
      prune,
      overwrite,
      ...set,
      onProgress: progress.update,
    }),
  )
  progress.clear()
  if (stdout) await print(process.stdout, result.domains.map(domain => domain.xml).join(''))
  const { diagnostics, waived } = result
  const code = await report(diagnostics, { ...reporting, waived })
  if (!quiet && !machine && !stdout && !fails(diagnostics, strict)) {
    const took = since === undefined ? '' : ` in ${Date.now() - since} ms`
    await print(process.stderr, `${summary(result, out, check)}${took}\n`)
  }
  return code
}

function summary({ domains, files }: BuildResult, out: string, check: boolean): string {
  const folder = relative('.', out) || '.'
  if (check) return `${plural(domains.length, 'domain')}, all up to date in ${folder}`
  const counts = (['written', 'unchanged', 'removed'] as const)
    .map(status => [status, files.filter(file => file.status === status).length] as const)
    .filter(([, n]) => n > 0)
    .map(([status, n]) => `${n} ${status}`)
  return `${plural(domains.length, 'domain')} in ${folder}: ${counts.join(', ')}`
}
