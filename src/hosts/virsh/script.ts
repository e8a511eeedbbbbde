import { randomBytes } from 'node:crypto'

/** A command of virsh, as its words: `['dumpxml', '--inactive', uuid]`. */
export type VirshCommand = readonly string[]

/** What virsh printed for one command. */
export interface Reply {
  readonly stdout: string
  /** The error of the command, without the prefix of virsh; undefined if it succeeded. */
  readonly error?: string
}

/** The replies of a script, and whether virsh reached the end of the script. */
export interface Replies {
  readonly replies: readonly Reply[]
  readonly isComplete: boolean
}

/** Commands that one virsh process runs, and the mark that it prints after each. */
export interface Script {
  readonly text: string
  readonly mark: string
  readonly commands: readonly VirshCommand[]
}

// Linux limits a single argument of a process to 128 KiB.
const MAX_SCRIPT_BYTES = 100 * 1024

/**
 * Divides commands into scripts. After each command, the script prints a random mark to stdout and to stderr, because the
 * exit code of virsh is that of the last command only.
 */
export function scriptsOf(commands: readonly VirshCommand[]): readonly Script[] {
  const scripts: Script[] = []
  let [taken, text, mark]: [VirshCommand[], string, string] = [[], '', newMark()]
  const end = (): void => {
    if (taken.length > 0) scripts.push({ text, mark, commands: taken })
    ;[taken, text, mark] = [[], '', newMark()]
  }
  for (const command of commands) {
    const line = command.map(quoted).join(' ')
    const size = Buffer.byteLength(text) + Buffer.byteLength(line) + 3 * mark.length
    if (size > MAX_SCRIPT_BYTES) end()
    text += `${line};echo ${mark} ${taken.length};echo --err ${mark} ${taken.length};`
    taken.push(command)
  }
  end()
  return scripts
}

// A name or a definition on the host cannot contain the mark, because every script has a new one.
const newMark = (): string => `@@${randomBytes(12).toString('hex')}`

/** A word as virsh reads it. virsh has the quotes of a shell. */
export const quoted = (word: string): string =>
  /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** Takes the output of a script apart. A script that virsh did not finish has fewer replies than commands. */
export function repliesOf(script: Script, stdout: string, stderr: string): Replies {
  const outputs = segments(stdout, script.mark, '')
  const errors = segments(stderr, script.mark, ERROR)
  const replies = outputs.slice(0, errors.length).map((output, index) => {
    const error = errorIn(errors[index]!)
    return { stdout: output, ...(error !== undefined && { error }) }
  })
  return { replies, isComplete: replies.length === script.commands.length }
}

const ERROR = 'error: '

/** The texts before each mark, which virsh prints as a line of its own with an empty line after it. */
function segments(text: string, mark: string, prefix: string): readonly string[] {
  const found: string[] = []
  let from = 0
  for (;;) {
    const line = `${prefix}${mark} ${found.length}\n`
    const at = text.indexOf(line, from)
    if (at < 0) return found
    found.push(text.slice(from, at).replace(/^\n+|\n+$/g, ''))
    from = at + line.length
  }
}

/** The errors that virsh printed. Other programs, such as ssh, also print to stderr, but not with the prefix of virsh. */
export function errorIn(stderr: string): string | undefined {
  const lines = stderr.split('\n').filter(line => line.startsWith(ERROR))
  return lines.length === 0 ? undefined : lines.map(line => line.slice(ERROR.length)).join(': ')
}
