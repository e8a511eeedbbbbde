import yargs, { type Argv, type CommandModule } from 'yargs'
import { version } from '../program/package.ts'
import { refuseBooleanValues } from './boolean-options.ts'
import type { Context } from './context.ts'
import { usageErrorOf } from './usage-errors.ts'

export { keyOf, PLAIN_BUILD } from './static-help.ts'

declare module 'yargs' {
  interface Argv {
    usageConfiguration(settings: { readonly 'hide-types': boolean }): this
  }
}

/** The exports of a module in commands/. Each module defines one command of vmc. */
interface Command {
  /** The synopsis of the command in the syntax of yargs: `build [entry..]`. */
  readonly command: string
  readonly describe: string
  readonly options?: object
  /** Runs the command and returns the exit code. */
  handler(args: never, context: Context): Promise<number>
}

export const commands = {
  build: () => import('./commands/build.ts'),
  validate: () => import('./commands/validate.ts'),
  import: () => import('./commands/import.ts'),
  graph: () => import('./commands/graph.ts'),
  list: () => import('./commands/list.ts'),
  diff: () => import('./commands/diff.ts'),
  adopt: () => import('./commands/adopt.ts'),
  apply: () => import('./commands/apply.ts'),
  init: () => import('./commands/init.ts'),
  explain: () => import('./commands/explain.ts'),
} satisfies Readonly<Record<string, () => Promise<Command>>>

/** The callback that receives the called command and its parsed arguments. */
type Handle = (command: Command, args: never) => void | Promise<void>

/**
 * Parses a command line and passes the called command to `handle`. Resolves with the text that yargs itself prints,
 * such as help.
 */
export async function parse(
  words: readonly string[],
  columns: number | undefined,
  handle: Handle,
): Promise<string> {
  const cli = await commandLine(words, columns, handle)
  let printed = ''
  await cli.parseAsync(words, {}, (_error, _args, output) => {
    printed = output
  })
  return printed === '' ? '' : `${printed}\n`
}

/** The help text that `vmc --help` prints: the list of all commands. */
export async function help(columns: number | undefined): Promise<string> {
  return `${await (await commandLine([], columns, () => {})).getHelp()}\n`
}

async function commandLine(words: readonly string[], columns = 80, handle: Handle): Promise<Argv> {
  // Only the module of the called command is loaded, because loading takes time. Without a command, the help needs
  // all modules.
  const called = Object.hasOwn(commands, words[0] ?? '') ? words[0] : undefined
  const loaded: readonly Command[] = await Promise.all(
    called === undefined
      ? Object.values(commands).map(load => load())
      : [commands[called as keyof typeof commands]()],
  )
  const [{ command, options = {} }] = loaded as [Command]
  refuseBooleanValues(words, { ...options, help: HELP, version: VERSION })
  const call = {
    words,
    commands: [...Object.keys(commands), 'completion'],
    options: [
      '--help',
      '--version',
      ...Object.keys(called ? options : {}).map(name => `--${name}`),
    ],
    ...(called !== undefined && { synopsis: command }),
  }
  return (
    yargs()
      .scriptName('vmc')
      .usage(
        '$0 <command>\n\nVirtual machines as code: TypeScript in, validated libvirt domain XML out.',
      )
      .command(loaded.map(one => moduleOf(one, handle)))
      .completion('completion', 'Print a script that completes commands and options')
      .demandCommand(1, 'which command?')
      .strict()
      .version(version)
      .help()
      .alias({ h: 'help', V: 'version' })
      // Without an explicit language, yargs would print the labels of the help in the language of the user.
      .detectLocale(false)
      // By default, yargs parses `--out.a=b` into a nested object. Without dot notation, `--out.a` is reported as an unknown
      // option.
      .parserConfiguration({
        'boolean-negation': false,
        'dot-notation': false,
        'greedy-arrays': false,
      })
      .usageConfiguration({ 'hide-types': true })
      .wrap(Math.min(100, columns))
      .exitProcess(false)
      .fail((message, error) => {
        throw error && error.name !== 'YError'
          ? error
          : usageErrorOf(message ?? error.message, call)
      })
  )
}

const HELP = { type: 'boolean', alias: 'h' } as const
const VERSION = { type: 'boolean', alias: 'V' } as const

const moduleOf = (command: Command, handle: Handle): CommandModule => ({
  ...command,
  handler: args => handle(command, args as never),
})
