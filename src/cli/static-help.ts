import { readFileSync } from 'node:fs'
import type { Context } from './context.ts'

/*
 * Some calls always get the same answer: help, the version, the completion script, and the completion of a word. Loading
 * yargs for them takes 30 ms, and a shell completes at every key press. So scripts/static-help.mjs asks the command line
 * once, when the package is built, and writes the answers to static-help.json.
 */

type Env = Context['env']

/** The prepared answer to a call, or undefined if the call has none. */
export function staticAnswer(words: readonly string[], env: Env, columns = 80): string | undefined {
  const key = keyOf(words, columns, isZsh(env))
  return key === undefined ? undefined : preparedAnswer(key)
}

/** The parsed arguments of a build without options, which needs no yargs; undefined for any other call. */
export function plainBuild([command, ...entries]: readonly string[]): object | undefined {
  const isPlain = command === 'build' && !entries.some(word => /^-|^$/.test(word))
  const prepared = isPlain && preparedAnswer(PLAIN_BUILD)
  if (!prepared) return undefined
  return { ...JSON.parse(prepared), ...(entries.length > 0 && { entry: entries }) }
}

/** The key of the parsed arguments of `vmc build`. */
export const PLAIN_BUILD = 'build'

function preparedAnswer(key: string): string | undefined {
  try {
    const url = new URL('./static-help.json', import.meta.url)
    const answers: Readonly<Record<string, string>> = JSON.parse(readFileSync(url, 'utf8'))
    return Object.hasOwn(answers, key) ? answers[key] : undefined
  } catch {
    // The file does not exist while the package is being built.
    return undefined
  }
}

const COMPLETE = '--get-yargs-completions'

/** The key of a call in static-help.json. Help depends on the width of the terminal, completion on the shell. */
export function keyOf(words: readonly string[], columns: number, zsh: boolean): string | undefined {
  const [first = '', second = '', third] = words
  if (words.length === 1 && /^(-V|--version)$/.test(first)) return 'version'
  if (/^(-h|--help)$/.test(words.at(-1) ?? '') && words.length <= 2)
    return `help ${words.length === 1 ? '' : first} ${Math.min(100, columns)}`
  const shell = zsh ? 'zsh' : 'bash'
  if (words.length === 1 && first === 'completion') return `completion ${shell}`
  if (first !== COMPLETE) return undefined
  // A command is completed from its first letters, an option from its dashes.
  if (words.length === 3 && !third!.startsWith('-')) return `complete ${shell}`
  const dashes = /^--?/.exec(words[3] ?? '')?.[0]
  return words.length === 4 && dashes && second !== ''
    ? `complete ${third} ${dashes} ${shell}`
    : undefined
}

/** Whether yargs treats the shell as zsh. */
const isZsh = ({ SHELL, ZSH_NAME }: Env): boolean =>
  [SHELL, ZSH_NAME].some(name => name?.includes('zsh'))
