import { relative } from 'node:path'
import type { ArgumentsCamelCase, Argv, InferredOptionTypes } from 'yargs'
import type { BuildResult } from '../../compiler/build.ts'
import { fails } from '../../diagnostics/diagnostic.ts'
import { isMachine } from '../../diagnostics/render/render.ts'
import { checkOptions, last, reportOptions, settings } from '../options.ts'
import { Progress } from '../progress.ts'
import { plural, report } from '../report.ts'
import { isWatched, print, quietly } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

export const options = {
  out: {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'The folder to write to, vmc.out by default',
  },
  stdout: { type: 'boolean', describe: 'Print the XML instead of writing files' },
  check: { type: 'boolean', describe: 'Write nothing; is the output up to date?' },
  only: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Build the domain of this name alone; may be repeated',
  },
  ...checkOptions,
  'no-typecheck': { type: 'boolean', default: false, describe: 'Leave the types unchecked' },
  ...reportOptions,
} as const

type Args = ArgumentsCamelCase<InferredOptionTypes<typeof options> & { entry: string[] }>

export const command = 'build [entry..]'
export const describe = 'Run a program and write one libvirt domain XML file per domain'

export const builder = (yargs: Argv) =>
  yargs
    .positional('entry', {
      type: 'string',
      array: true,
      default: ['infra.ts'],
      describe: 'The programs to run, infra.ts by default',
    })
    .options(options)
    .conflicts('stdout', 'check')
    .example('$0 build infra.ts', 'writes vmc.out/*.xml')
    .example('$0 build --stdout --only web0', 'prints one domain')
    .example('$0 build --check', 'for CI: exits with 2 if the output is stale')
    .epilogue(
      'Exits with 0 when all is built, 1 when the program, its usage or its files fail, 2 when a domain is invalid or the output not up to date, 130 when interrupted.',
    )

export async function handler(args: Args): Promise<void> {
  // Of these two there is no default, for yargs to tell which of them were given.
  const { stdout = false, check = false } = args
  if (args.out === '') throw new UsageError('--out needs a value')
  const { build } = await import('../../compiler/build.ts')
  const { diagnostics: misconfigured, out: configured, ...set } = await settings(args)
  const { format, color, quiet } = args
  const { strict } = set
  if (fails(misconfigured)) {
    process.exitCode = await report(misconfigured, {
      format,
      color,
      quiet,
      productOnStdout: stdout,
    })
    return
  }
  const out = args.out ?? configured ?? 'vmc.out'
  const machine = isMachine(format)
  const progress = new Progress(isWatched(process.stderr) && !quiet && !machine)
  const result = await quietly(() =>
    build(args.entry, {
      ...(!stdout && { outDir: out }),
      ...(args.only && { only: args.only }),
      check,
      ...set,
      typecheck: !args.noTypecheck,
      onProgress: progress.update,
    }),
  )
  progress.clear()
  if (stdout) await print(process.stdout, result.domains.map(domain => domain.xml).join(''))
  const { diagnostics } = result
  const code = await report(diagnostics, { format, color, quiet, strict, productOnStdout: stdout })
  if (!quiet && !machine && !stdout && !fails(diagnostics, strict)) {
    await print(process.stderr, `${summary(result, out, check)}\n`)
  }
  process.exitCode = code
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
