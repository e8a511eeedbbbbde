import { isTypo, nearest } from '../diagnostics/nearest.ts'
import { lookup } from '../schema/core/lookup.ts'

/** An error in the command line, such as an unknown option. vmc reports it with the code VMC4010. */
export class UsageError extends Error {
  readonly help: string | undefined
  constructor(message: string, help?: string) {
    super(message)
    this.help = help
  }
}

/** A command line, and the commands and options that it may contain. */
export interface Call {
  readonly words: readonly string[]
  readonly commands: readonly string[]
  /** The options that the called command accepts, with their leading dashes. */
  readonly options: readonly string[]
  /** The synopsis of the command, such as `explain <code>`. Not set if the command line contains no command. */
  readonly synopsis?: string
}

/**
 * Converts an error message of yargs to a usage error. If the user has misspelt an option or command, the help of the error
 * suggests the correct name.
 */
export function usageErrorOf(message: string, call: Call): UsageError {
  for (const [pattern, translate] of TRANSLATIONS) {
    const match = pattern.exec(message)
    if (match) return translate(call, match.slice(1))
  }
  return new UsageError(message)
}

const TRANSLATIONS: readonly (readonly [
  RegExp,
  (call: Call, found: readonly string[]) => UsageError,
])[] = [
  [/^Unknown arguments?: ([^,]*)/, (call, [name = '']) => unknownWord(call, name)],
  // If a command is missing and an option is unknown, yargs reports only the missing command. vmc reports the unknown option
  // instead.
  [/^which command/, call => unknownWord(call, call.words[0] ?? '')],
  [
    /Argument: (.*), Given: (.*), Choices: (.*)/,
    (_, [name = '', given = '', choices = '']) => unknownChoice(name, given, choices),
  ],
  [
    /^Not enough arguments following: (.*)/,
    (call, [name = '']) => new UsageError(`${dashed(name)} needs a value`, helpOf(call)),
  ],
  [
    /^Arguments (.*) and (.*) are mutually exclusive/,
    (call, [one = '', other = '']) =>
      new UsageError(`${dashed(one)} and ${dashed(other)} exclude each other`, helpOf(call)),
  ],
  [
    /^Not enough non-option arguments/,
    call => new UsageError(`missing argument: vmc ${call.synopsis}`, helpOf(call)),
  ],
]

// Reports an unknown option, argument or command. yargs removes the dashes of an option and adds underscores to `__proto__`, so
// vmc searches the command line for the original text.
function unknownWord(call: Call, nameOfYargs: string): UsageError {
  const { words, commands, options, synopsis } = call
  const name = nameOfYargs.replace(/^_(__proto__)_$/, '$1')
  const option = words.map(word => /^--?[^=]+/.exec(word)?.[0]).find(word => word?.endsWith(name))
  if (option !== undefined) {
    const near = nearest(option, options)
    const isMeant = near !== undefined && isTypo(withoutDashes(option), withoutDashes(near))
    return new UsageError(
      `unknown option ${option}`,
      isMeant ? `did you mean ${near}?` : helpOf(call),
    )
  }
  if (synopsis !== undefined)
    return new UsageError(`unexpected argument "${name}": vmc ${synopsis}`, helpOf(call))
  if (words[0] === 'completion')
    return new UsageError(
      `vmc has no completion for "${name}"`,
      'use vmc completion bash or vmc completion zsh; without a name, $SHELL decides',
    )
  const near = nearest(name, commands)
  const habit = lookup(COMMAND_HABITS, name)
  return new UsageError(
    `unknown command "${name}"`,
    habit ?? (near === undefined ? undefined : `did you mean ${near}?`),
  )
}

const withoutDashes = (option: string): string => option.replace(/^-+/, '')

const APPLY = 'use vmc apply, which brings the domains to their hosts'
const BUILD = 'use vmc build, which writes the XML of the domains'
const REMOVE =
  'use vmc apply --remove NAME for a domain that vmc manages; any other is removed with virsh undefine NAME'
const RUN = 'vmc starts and stops no guest; start one with: virsh start NAME'

/**
 * The vmc command that replaces a command of Terraform, the CDK, Vagrant or virsh. The key is the name of the other tool's
 * command.
 */
const COMMAND_HABITS: Readonly<Record<string, string>> = {
  plan: 'use vmc diff, which shows what vmc apply would change',
  preview: 'use vmc diff, which shows what vmc apply would change',
  up: APPLY,
  deploy: APPLY,
  create: APPLY,
  define: APPLY,
  sync: APPLY,
  generate: BUILD,
  synth: BUILD,
  compile: BUILD,
  render: BUILD,
  check: 'use vmc build --check, or vmc validate for XML',
  lint: 'use vmc build --check, or vmc validate for XML',
  new: 'use vmc init, which makes a project',
  destroy: REMOVE,
  delete: REMOVE,
  undefine: REMOVE,
  start: RUN,
  stop: RUN,
  halt: RUN,
  down: RUN,
}

function unknownChoice(name: string, given: string, choices: string): UsageError {
  const known: readonly string[] = JSON.parse(`[${choices}]`)
  const all = `one of ${known.join(', ')}`
  const near = nearest(JSON.parse(given), known)
  return new UsageError(
    `unknown ${name} ${given}`,
    near === undefined ? all : `did you mean "${near}"? It is ${all}`,
  )
}

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`)

const helpOf = ({ words, synopsis }: Call): string | undefined =>
  synopsis && `vmc ${words[0]} --help lists the options`
