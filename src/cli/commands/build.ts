import { relative } from 'node:path'
import type { ArgumentsCamelCase, Argv, InferredOptionTypes } from 'yargs'
import type { BuildResult } from '../../compiler/build.ts'
import { fails } from '../../diagnostics/diagnostic.ts'
import { reportOptions } from '../options.ts'
import { Progress } from '../progress.ts'
import { plural, report } from '../report.ts'
import { print, quietly } from '../terminal.ts'

const options = {
  out: { alias: 'o', type: 'string', default: 'vmc.out', describe: 'The folder to write to' },
  stdout: { type: 'boolean', describe: 'Print the XML instead of writing files' },
  check: {
    type: 'boolean',
    describe: 'Write nothing; exit 2 if the output is not up to date',
  },
  only: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Build the domains of these names alone',
  },
  strict: { type: 'boolean', default: false, describe: 'Let warnings fail the build' },
  typecheck: { type: 'boolean', default: true, describe: 'Check the types of the program' },
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
      describe: 'The programs to run',
    })
    .options(options)
    .conflicts('stdout', 'check')
    .example('$0 build infra.ts', 'writes vmc.out/*.xml')
    .example('$0 build --stdout --only web0', 'prints one domain')
    .example('$0 build --check', 'is the committed output up to date?')
    .epilogue(
      'Exit codes: 0 built, 1 the program, its usage or files fail, 2 invalid or not up to date.',
    )

export async function handler(args: Args): Promise<void> {
  // Of these two there is no default, for yargs to tell which of them were given.
  const { stdout = false, check = false } = args
  const { build } = await import('../../compiler/build.ts')
  const machine = args.format !== 'frame' && args.format !== 'plain'
  const progress = new Progress(process.stderr.isTTY === true && !args.quiet && !machine)
  const result = await quietly(() =>
    build(args.entry, {
      ...(!stdout && { outDir: args.out }),
      ...(args.only && { only: args.only }),
      check,
      strict: args.strict,
      typecheck: args.typecheck,
      onProgress: progress.update,
    }),
  )
  progress.clear()
  if (stdout) await print(process.stdout, result.domains.map(domain => domain.xml).join(''))
  const { format, color, quiet, strict } = args
  const code = await report(result.diagnostics, {
    format,
    color,
    quiet,
    strict,
    productOnStdout: stdout,
  })
  if (!quiet && !machine && !stdout && !fails(result.diagnostics, strict)) {
    await print(process.stderr, `${summary(result, args)}\n`)
  }
  process.exitCode = code
}

function summary({ domains, files }: BuildResult, { out, check }: Args): string {
  if (check) return `${plural(domains.length, 'domain')}, all up to date in ${out}`
  const counts = (['written', 'unchanged', 'removed'] as const)
    .map(status => [status, files.filter(file => file.status === status).length] as const)
    .filter(([, n]) => n > 0)
    .map(([status, n]) => `${n} ${status}`)
  return `${plural(domains.length, 'domain')} in ${relative('.', out) || '.'}: ${counts.join(', ')}`
}
