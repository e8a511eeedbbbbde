import { nearest } from '../diagnostics/nearest.ts'
import { UsageError } from './usage-error.ts'

/** A call, and what could have been said in it. */
export interface Call {
  /** The words of the call. */
  readonly words: readonly string[]
  readonly commands: readonly string[]
  /** The options of the command at hand, with their dashes. */
  readonly options: readonly string[]
  /** How the command at hand is called: `explain <code>`. */
  readonly form?: string
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
  // yargs asks for a command before it looks at the options.
  [/^which command/, call => unknown(call, call.words[0] ?? '')],
  [
    /Argument: (.*), Given: (.*), Choices: (.*)/,
    (_, [name = '', given = '', choices = '']) => wrongChoice(name, given, choices),
  ],
  [
    /^Not enough arguments following: (.*)/,
    (call, [name = '']) => new UsageError(`${dashed(name)} needs a value`, usage(call)),
  ],
  [
    /^Arguments (.*) and (.*) are mutually exclusive/,
    (call, [one = '', other = '']) =>
      new UsageError(`${dashed(one)} and ${dashed(other)} exclude each other`, usage(call)),
  ],
  [
    /^Not enough non-option arguments/,
    call => new UsageError(`there is something missing: vmc ${call.form}`, usage(call)),
  ],
]

// yargs names an option without its dashes.
function unknown(call: Call, name: string): UsageError {
  const { words, commands, options, form } = call
  const option = words.map(word => /^--?[^=]+/.exec(word)?.[0]).find(word => word?.endsWith(name))
  if (option !== undefined) {
    const near = nearest(option, options)
    return new UsageError(
      `there is no option ${option}`,
      near ? `did you mean ${near}?` : usage(call),
    )
  }
  if (form !== undefined)
    return new UsageError(`"${name}" is one word too many: vmc ${form}`, usage(call))
  const near = nearest(name, commands)
  return new UsageError(`there is no command "${name}"`, near && `did you mean ${near}?`)
}

function wrongChoice(name: string, given: string, choices: string): UsageError {
  const known: readonly string[] = JSON.parse(`[${choices}]`)
  const all = `one of ${known.join(', ')}`
  const near = nearest(JSON.parse(given), known)
  return new UsageError(
    `${given} is no ${name}`,
    near ? `did you mean "${near}"? It is ${all}` : all,
  )
}

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`)

const usage = ({ words, form }: Call): string | undefined =>
  form && `vmc ${words[0]} --help lists the options`
