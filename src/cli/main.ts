#!/usr/bin/env node
import yargs, { type Argv } from 'yargs'
import { version } from '../compiler/version.ts'
import { diagnose } from '../diagnostics/diagnostic.ts'
import type { Format } from '../diagnostics/render/render.ts'
import * as build from './commands/build.ts'
import * as explain from './commands/explain.ts'
import * as importer from './commands/import.ts'
import * as init from './commands/init.ts'
import * as validate from './commands/validate.ts'
import { type Call, misuse } from './misuse.ts'
import { report } from './report.ts'
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
const commands = { build, validate, import: importer, init, explain }
const cli: Argv = yargs(words)
  .scriptName('vmc')
  .usage(
    '$0 <command>\n\nVirtual machines as code: TypeScript in, validated libvirt domain XML out.',
  )
  .command(build)
  .command(validate)
  .command(importer)
  .command(init)
  .command(explain)
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
    commands[words[0] as keyof typeof commands] ?? {}
  return {
    words,
    commands: [...Object.keys(commands), 'completion'],
    options: ['--help', '--version', ...Object.keys(options).map(name => `--${name}`)],
    ...(command !== undefined && { form: command }),
  }
}

// A wrong call is told in the way that it asks for, as far as it can be understood.
function misused({ message, help }: UsageError): Promise<number> {
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
