import type { ArgumentsCamelCase, Argv, InferredOptionTypes } from 'yargs'
import { checkOptions, last, reportOptions } from '../options.ts'
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
  prune: {
    type: 'boolean',
    describe: 'Remove files even if they are most that a program made, or their program is gone',
  },
  overwrite: {
    type: 'boolean',
    describe: 'Overwrite and remove files even if they were edited by hand',
  },
  only: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Build the domain of this name alone; may be repeated',
  },
  watch: { alias: 'w', type: 'boolean', describe: 'Build again whenever something changes' },
  ...checkOptions,
  'no-typecheck': { type: 'boolean', default: false, describe: 'Leave the types unchecked' },
  ...reportOptions,
} as const

export type Args = ArgumentsCamelCase<InferredOptionTypes<typeof options> & { entry: string[] }>

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
    .conflicts('watch', ['stdout', 'check', 'fix'])
    .conflicts('fix', 'check')
    .conflicts('prune', ['stdout', 'check', 'only'])
    .conflicts('overwrite', ['stdout', 'check'])
    .example('$0 build infra.ts', 'writes vmc.out/*.xml')
    .example('$0 build --stdout --only web0', 'prints one domain')
    .example('$0 build --check', 'for CI: exits with 2 if the output is stale')
    .epilogue(
      'Exits with 0 when all is built, 1 when the program, its usage or its files fail, 2 when a domain is invalid, or the output is not up to date, was edited by hand or would lose most of its files, 130 when interrupted.',
    )

export async function handler(args: Args): Promise<void> {
  if (args.out === '') throw new UsageError('--out needs a value')
  if (args.watch) {
    const { watch } = await import('../watch.ts')
    return watch(args)
  }
  // What is to be mended is mended before the program is looked at.
  const failure = args.fix ? await (await import('../fix.ts')).mendPrograms(args.entry, args) : 0
  if (failure !== 0) {
    process.exitCode = failure
    return
  }
  // Checking the types takes the longest, in a process of its own: it starts before all else is loaded.
  const { typecheck } = await import('../../compiler/types/typecheck.ts')
  // The rest is read from disk while this thread looks whether types have to be checked at all.
  const rest = import('../build.ts')
  const types = args.noTypecheck ? [] : typecheck(args.entry)
  const { run } = await rest
  process.exitCode = await run(args, types)
}
