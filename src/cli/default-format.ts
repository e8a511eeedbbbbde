import type { Format } from '../diagnostics/render/formats.ts'
import type { Context } from './context.ts'

/** The environment variables that a CI service or a coding agent sets for the commands that it runs. */
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

/**
 * Returns the format of diagnostics for a command line without `--format`. A CI service or coding agent gets one line for each
 * diagnostic. A person gets code frames.
 */
export const defaultFormat = ({ env }: Context): Format =>
  MACHINES.some(name => !/^(0|false)?$/i.test(env[name] ?? '')) ? 'plain' : 'frame'

/**
 * Returns the arguments of a command line. If they do not set the format of diagnostics, the default format for this context is
 * added.
 */
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
