import yargs, { type Argv, type CommandModule } from 'yargs'
import { version } from '../compiler/package.ts'
import { misuse } from './usage-errors.ts'

export { keyOf, PLAIN } from './static-help.ts'

declare module 'yargs' {
  interface Argv {
    usageConfiguration(settings: { readonly 'hide-types': boolean }): this
  }
}

export const commands = {
  build: () => import('./commands/build.ts'),
  validate: () => import('./commands/validate.ts'),
  import: () => import('./commands/import.ts'),
  init: () => import('./commands/init.ts'),
  explain: () => import('./commands/explain.ts'),
}

interface Definition {
  readonly command: string
  readonly options?: object
}

/** The command line for a call of these words, in a terminal of so many columns; it may be told to do something else. */
export async function commandLine(
  words: readonly string[],
  columns = 80,
  handler?: () => void,
): Promise<Argv> {
  // The command that is called is enough; where none is, each has to say what it does.
  const called = Object.hasOwn(commands, words[0] ?? '') ? words[0] : undefined
  const loaded = await Promise.all(
    called === undefined
      ? Object.values(commands).map(load => load())
      : [commands[called as keyof typeof commands]()],
  )
  const [{ command, options = {} }] = loaded as readonly unknown[] as [Definition]
  const call = {
    words,
    commands: [...Object.keys(commands), 'completion'],
    options: [
      '--help',
      '--version',
      ...Object.keys(called ? options : {}).map(name => `--${name}`),
    ],
    ...(called !== undefined && { form: command }),
  }
  return (
    yargs(words)
      .scriptName('vmc')
      .usage(
        '$0 <command>\n\nVirtual machines as code: TypeScript in, validated libvirt domain XML out.',
      )
      .command(loaded.map(one => ({ ...one, ...(handler && { handler }) }) as CommandModule))
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
      .wrap(Math.min(100, columns))
      .exitProcess(false)
      .fail((said, error) => {
        throw error && error.name !== 'YError' ? error : misuse(said ?? error.message, call)
      })
  )
}
