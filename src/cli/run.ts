import type { Format } from '../diagnostics/render/formats.ts'
import { normalizeArgv } from './argv.ts'
import type { BuildArgs } from './build-args.ts'
import type { Context } from './context.ts'
import { defaultFormat, withDefaultFormat } from './default-format.ts'
import { plainBuild } from './static-help.ts'
import { type ColorChoice, print } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

export { processContext } from './context.ts'

/** Runs the command that the arguments name, and returns the exit code. This function does not end the process. */
export async function run(argv: readonly string[], context: Context): Promise<number> {
  const words = normalizeArgv(argv, context.cwd)
  try {
    return await execute(words, context)
  } catch (error) {
    return error instanceof UsageError
      ? reportUsageError(error, words, context)
      : reportBug(error, context)
  }
}

async function execute(words: readonly string[], context: Context): Promise<number> {
  const args = plainBuild(words)
  if (args) {
    const { handler } = await import('./commands/build.ts')
    return handler(withDefaultFormat(args as BuildArgs, words, context), context)
  }
  const { help, parse } = await import('./command-line.ts')
  const { columns } = context.stdout
  if (words.length === 0) {
    await print(context.stderr, await help(columns))
    return 1
  }
  let exitCode = 0
  const output = await parse(words, columns, async ({ handler }, args) => {
    exitCode = await handler(withDefaultFormat(args, words, context), context)
  })
  await print(context.stdout, output)
  if (words.includes('--help')) {
    const { programHelp } = await import('./program-help.ts')
    await print(context.stdout, await programHelp(words, context))
  }
  return exitCode
}

// Reports an error in the command line. The options could not be parsed, so the format and the colour are searched in the raw
// arguments.
async function reportUsageError(
  { message, help = 'vmc --help lists the commands and their options' }: UsageError,
  words: readonly string[],
  context: Context,
): Promise<number> {
  const { diagnose } = await import('../diagnostics/diagnostic.ts')
  const { report } = await import('./report.ts')
  const line = words.join(' ')
  const format = /--format[ =](plain|json|sarif|github)\b/.exec(line)?.[1] ?? defaultFormat(context)
  const color = /--color[ =](always|never)\b/.exec(line)?.[1] ?? 'auto'
  return report(
    [diagnose('VMC4010', { message, help })],
    { format: format as Format, color: color as ColorChoice, quiet: true },
    context,
  )
}

async function reportBug(error: unknown, { stderr }: Context): Promise<number> {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const { printable } = await import('../diagnostics/printable.ts')
  await print(
    stderr,
    `vmc failed unexpectedly. This is probably a bug, please report it:\n${printable(details)}\n`,
  )
  return 1
}
