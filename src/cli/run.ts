import type { Format } from '../diagnostics/render/formats.ts'
import { wordsOf } from './argv.ts'
import type { Args } from './commands/build.ts'
import { plainBuild } from './static-help.ts'
import { type ColorChoice, print } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Does what a call says, and ends with it. */
export async function call(argv: readonly string[]): Promise<never> {
  // A reader that has seen enough, as `head` does, is no failure.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
      process.exit(0)
    })
  }
  const words = wordsOf(argv)
  try {
    const plain = plainBuild(words)
    if (plain) {
      const { handler } = await import('./commands/build.ts')
      await handler(plain as Args)
      process.exit()
    }
    const { commandLine } = await import('./command-line.ts')
    const cli = await commandLine(words, process.stdout.columns)
    if (words.length > 0) await cli.parseAsync()
    else {
      await print(process.stderr, `${await cli.getHelp()}\n`)
      process.exitCode = 1
    }
  } catch (error) {
    process.exitCode =
      error instanceof UsageError ? await misused(error, words) : await failed(error)
  }
  // The program may have left timers or servers behind, and the work is done.
  process.exit()
}

// A wrong call is told in the way that it asks for, as far as it can be understood.
async function misused({ message, help }: UsageError, words: readonly string[]): Promise<number> {
  const { diagnose } = await import('../diagnostics/diagnostic.ts')
  const { report } = await import('./report.ts')
  const said = words.join(' ')
  const diagnostic = diagnose('VMC4010', {
    message,
    help: help ?? 'vmc --help lists the commands and their options',
  })
  return report([diagnostic], {
    format: (/--format[ =](plain|json|sarif|github)\b/.exec(said)?.[1] ?? 'frame') as Format,
    color: (/--color[ =](always|never)\b/.exec(said)?.[1] ?? 'auto') as ColorChoice,
    quiet: true,
  })
}

async function failed(error: unknown): Promise<number> {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
  await print(
    process.stderr,
    `vmc has a bug, or met something it cannot name. Please report this:\n${told}\n`,
  )
  return 1
}
