import type { Argv } from 'yargs'
import { type BuildArgs, options } from '../build-args.ts'
import type { Context } from '../context.ts'
import { programsPositional } from '../options.ts'
import { UsageError } from '../usage-errors.ts'

export { options }

export const command = 'build [entry..]'
export const describe = 'Run a program and write one libvirt domain XML file per domain'

export const builder = (yargs: Argv) =>
  yargs
    .positional('entry', programsPositional)
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
      'Exit codes: 0 built, 1 the program, its usage or its files fail, 2 a domain is invalid, or the output is not up to date, was edited by hand or would lose most of its files, 130 interrupted.',
    )

export async function handler(args: BuildArgs, context: Context): Promise<number> {
  refuseMistakes(args)
  if (args.watch) return (await import('../watch.ts')).watch(args, context)
  const failure = args.fix
    ? await (await import('../fix.ts')).fixPrograms(args.entry, args, context)
    : 0
  if (failure !== 0) return failure
  // The type check runs in a separate process and takes longer than all other steps, so it is started before the other
  // modules are loaded.
  const { typecheck } = await import('../../program/types/typecheck.ts')
  const rest = import('../build.ts')
  const types = args.noTypecheck ? [] : typecheck(args.entry, { cwd: context.cwd })
  return (await rest).build(args, types, context)
}

function refuseMistakes({ entry, out }: BuildArgs): void {
  if (out === '') throw new UsageError('--out needs a value')
  const document = entry.find(path => /\.xml$/i.test(path))
  if (document === undefined) return
  throw new UsageError(
    `"${document}" is a document, not a program`,
    `vmc validate ${document} checks it, vmc import ${document} turns it into a program`,
  )
}
