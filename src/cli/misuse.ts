import { nearest } from '../diagnostics/nearest.ts'
import { UsageError } from './usage-error.ts'

/** A call, and what could have been said in it. */
export interface Call {
  /** The words of the call. */
  readonly words: readonly string[]
  readonly commands: readonly string[]
  /** The options of the command at hand, with their dashes. */
  readonly options: readonly string[]
}

/** What yargs says of a wrong call, in vmc's words and with the nearest right spelling. */
export function misuse(said: string, call: Call): UsageError {
  for (const [pattern, tell] of sayings) {
    const match = pattern.exec(said)
    if (match) return tell(call, match.slice(1))
  }
  return new UsageError(said)
}

const sayings: readonly (readonly [RegExp, (call: Call, found: string[]) => UsageError])[] = [
  [/^Unknown arguments?: ([^,]*)/, (call, [name = '']) => unknown(call, name)],
  [
    // yargs asks for a command before it looks at the options.
    /^which command/,
    call => (call.words[0] ? unknown(call, call.words[0]) : new UsageError('which command?')),
  ],
  [
    /Argument: (.*), Given: (.*), Choices: (.*)/,
    (_, [name = '', given = '', choices = '']) => wrongChoice(name, given, choices),
  ],
  [
    /^Not enough arguments following: (.*)/,
    (_, [name = '']) => new UsageError(`${dashed(name)} needs a value`),
  ],
  [
    /^Arguments (.*) and (.*) are mutually exclusive/,
    (_, [one = '', other = '']) =>
      new UsageError(`${dashed(one)} and ${dashed(other)} exclude each other`),
  ],
  [
    /^Not enough non-option arguments/,
    ({ words: [command = ''] }) =>
      new UsageError(`${command} needs to be told more`, usage(command)),
  ],
]

// yargs names an option without its dashes.
function unknown({ words, commands, options }: Call, name: string): UsageError {
  const [command = ''] = words
  const option = words.map(word => /^--?[^=]+/.exec(word)?.[0]).find(word => word?.endsWith(name))
  if (option !== undefined) {
    const near = nearest(option, options)
    const known = commands.includes(command) ? command : undefined
    return new UsageError(
      `there is no option ${option}`,
      near ? `did you mean ${near}?` : usage(known),
    )
  }
  if (commands.includes(command)) {
    return new UsageError(`"${name}" is one argument too many for ${command}`, usage(command))
  }
  const near = nearest(name, commands)
  return new UsageError(`there is no command "${name}"`, near && `did you mean ${near}?`)
}

function wrongChoice(name: string, given: string, choices: string): UsageError {
  const all = `one of ${choices.replaceAll('"', '')}`
  const near = nearest(given, JSON.parse(`[${choices}]`))
  return new UsageError(
    `${given} is no ${name}`,
    near ? `did you mean "${near}"? It is ${all}` : all,
  )
}

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`)
const usage = (command = ''): string =>
  `vmc ${command === '' ? '' : `${command} `}--help says how to call it`
