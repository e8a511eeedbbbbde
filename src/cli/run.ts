import { writeSync } from 'node:fs'
import { type Format, isMachine } from '../diagnostics/render/formats.ts'
import { normalizeArgv } from './argv.ts'
import type { BuildArgs } from './build-args.ts'
import type { Context } from './context.ts'
import { defaultFormat, withDefaultFormat } from './default-format.ts'
import { plainBuild } from './static-help.ts'
import { type ColorChoice, print } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

export { processContext } from './context.ts'

/** Runs the command that the arguments name, and returns the exit code. Does not end the process. */
export async function run(argv: readonly string[], context: Context): Promise<number> {
  const words = normalizeArgv(argv, context.cwd)
  try {
    return await execute(words, context)
  } catch (error) {
    return error instanceof UsageError
      ? reportUsageError(error, words, context)
      : reportUnexpected(error, words, context)
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

// After a usage error, the options are not parsed. So the output format and the colour option are searched in the raw
// arguments.
const formatIn = (words: readonly string[], context: Context): Format =>
  (/--format[ =](plain|json|sarif|github)\b/.exec(words.join(' '))?.[1] ??
    defaultFormat(context)) as Format

async function reportUsageError(
  { message, help = 'vmc --help lists the commands and their options' }: UsageError,
  words: readonly string[],
  context: Context,
): Promise<number> {
  const { diagnose } = await import('../diagnostics/diagnostic.ts')
  const { report } = await import('./report.ts')
  const color = /--color[ =](always|never)\b/.exec(words.join(' '))?.[1] ?? 'auto'
  return report(
    [diagnose('VMC4010', { message, help })],
    { format: formatIn(words, context), color: color as ColorChoice, quiet: true },
    context,
  )
}

/** Reports an error that no command expected, and returns the exit code. */
export async function reportUnexpected(
  error: unknown,
  words: readonly string[],
  context: Context,
): Promise<number> {
  const { unexpectedReport } = await import('./unexpected.ts')
  const format = formatIn(words, context)
  const text = unexpectedReport(error, words, format, context.cwd)
  const isOnStdout = isMachine(format)
  // The program may have changed functions that streams use, so the report is written with writeSync().
  if (context.mayEndProcess) writeSync(isOnStdout ? 1 : 2, text)
  else await print(isOnStdout ? context.stdout : context.stderr, text)
  return 1
}
