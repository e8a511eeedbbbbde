import { ERROR_PREFIX, newMark } from '../../libvirt/virsh-output.ts'

/** A virsh command as a list of words: `['dumpxml', '--inactive', uuid]`. */
export type VirshCommand = readonly string[]

/** The output of virsh for one command. */
export interface Reply {
  readonly stdout: string
  /** The error message of the command without virsh's prefix `error: `. Not set if the command succeeded. */
  readonly error?: string
}

/** The replies to the commands of a script, and whether virsh has run the whole script. */
export interface Replies {
  readonly replies: readonly Reply[]
  readonly isComplete: boolean
}

/** Commands that one virsh process runs, and the mark that it prints after each command. */
export interface Script {
  readonly text: string
  readonly mark: string
  readonly commands: readonly VirshCommand[]
}

// The maximum size of a virsh script. Linux limits a single argument of a process to 128 KiB.
const MAX_SCRIPT_BYTES = 100 * 1024

/**
 * Divides commands into scripts. After each command, the script prints a random text (a mark) to stdout and stderr. The marks
 * separate the outputs of the commands. The exit code of virsh is not enough, because it only shows whether the last command
 * succeeded.
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

/** Quotes a word for virsh. virsh uses the same quotes as a shell. */
export const quoted = (word: string): string =>
  /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** Splits the output of a script into replies. If virsh did not finish the script, there are fewer replies than commands. */
export function repliesOf(script: Script, stdout: string, stderr: string): Replies {
  const outputs = segments(stdout, script.mark, '')
  const errors = segments(stderr, script.mark, ERROR_PREFIX)
  const replies = outputs.slice(0, errors.length).map((output, index) => {
    const error = errorIn(errors[index]!)
    return { stdout: output, ...(error !== undefined && { error }) }
  })
  return { replies, isComplete: replies.length === script.commands.length }
}

/**
 * Splits the output of virsh into the outputs of its commands. After each command, vmc lets virsh print a mark: a separate line,
 * followed by an empty line.
 */
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

/**
 * The errors that virsh printed to stderr. They are recognized by their prefix, because other programs such as ssh also print
 * to stderr.
 */
export function errorIn(stderr: string): string | undefined {
  const lines = stderr.split('\n').filter(line => line.startsWith(ERROR_PREFIX))
  return lines.length === 0
    ? undefined
    : lines.map(line => line.slice(ERROR_PREFIX.length)).join(': ')
}
