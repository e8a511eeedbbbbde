import type { Format } from '../diagnostics/render/formats.ts'
import type { Context } from './context.ts'

/** Variables that a CI service or a coding agent sets for the commands that it runs. */
export const MACHINES = [
  'CI',
  'AGENT',
  'AI_AGENT',
  'CLAUDECODE',
  'CODEX_SANDBOX',
  'CURSOR_AGENT',
  'GEMINI_CLI',
  'OPENCODE',
]

/** The format of diagnostics without `--format`: one diagnostic a line for machines, code frames for people. */
export const defaultFormat = ({ env }: Context): Format =>
  MACHINES.some(name => !/^(0|false)?$/i.test(env[name] ?? '')) ? 'plain' : 'frame'

/** The arguments of a command line, with the default format of this context if the command line names none. */
export function withDefaultFormat<A extends object>(
  args: A,
  words: readonly string[],
  context: Context,
): A {
  const isGiven = words.some(word => /^--format(=|$)/.test(word))
  return isGiven || !('format' in args) || args.format !== 'frame'
    ? args
    : { ...args, format: defaultFormat(context) }
}
