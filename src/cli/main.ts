#!/usr/bin/env node
import yargs, { type Argv, type CommandModule } from 'yargs'
import { version } from '../compiler/version.ts'
import type { Format } from '../diagnostics/render/formats.ts'
import { type Call, misuse } from './misuse.ts'
import { type ColorChoice, print } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import { wordsOf } from './words.ts'

// A reader that has seen enough, as `head` does, is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    process.exit(0)
  })
}

declare module 'yargs' {
  interface Argv {
    usageConfiguration(settings: { readonly 'hide-types': boolean }): this
  }
}

const words = wordsOf(process.argv.slice(2))
const commands = {
  build: () => import('./commands/build.ts'),
  validate: () => import('./commands/validate.ts'),
  import: () => import('./commands/import.ts'),
  init: () => import('./commands/init.ts'),
  explain: () => import('./commands/explain.ts'),
}
// The command that is called is enough; where none is, each has to say what it does.
const called = Object.hasOwn(commands, words[0] ?? '')
  ? (words[0] as keyof typeof commands)
  : undefined
const loaded = await Promise.all(
  called ? [commands[called]()] : Object.values(commands).map(load => load()),
)
const cli: Argv = yargs(words)
  .scriptName('vmc')
  .usage(
    '$0 <command>\n\nVirtual machines as code: TypeScript in, validated libvirt domain XML out.',
  )
  .command(loaded as unknown as CommandModule[])
  .completion('completion', 'Print a script that completes commands and options')
  .demandCommand(1, 'which command?')
  .strict()
  .version(version)
  .help()
  .alias({ h: 'help', V: 'version' })
  // Half of an answer in the language of the machine helps nobody.
  .detectLocale(false)
  .parserConfiguration({ 'boolean-negation': false, 'greedy-arrays': false })
  .usageConfiguration({ 'hide-types': true })
  .wrap(Math.min(100, process.stdout.columns ?? 80))
  .exitProcess(false)
  .fail((said, error) => {
    throw error && error.name !== 'YError' ? error : misuse(said ?? error.message, call(words))
  })

try {
  if (words.length > 0) await cli.parseAsync()
  else {
    await print(process.stderr, `${await cli.getHelp()}\n`)
    process.exitCode = 1
  }
} catch (error) {
  process.exitCode = error instanceof UsageError ? await misused(error) : await failed(error)
}
// The program may have left timers or servers behind, and the work is done.
process.exit()

function call(words: readonly string[]): Call {
  const { command, options = {} }: { command?: string; options?: object } =
    (called && loaded[0]) || {}
  return {
    words,
    commands: [...Object.keys(commands), 'completion'],
    options: ['--help', '--version', ...Object.keys(options).map(name => `--${name}`)],
    ...(command !== undefined && { form: command }),
  }
}

// A wrong call is told in the way that it asks for, as far as it can be understood.
async function misused({ message, help }: UsageError): Promise<number> {
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
