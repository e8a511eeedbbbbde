import { readFileSync } from 'node:fs'
import type { Context } from './context.ts'

/*
 * Some output of vmc is always the same: help, the version, the completion script, and the completion of a word. Loading
 * yargs to produce this output takes 30 ms, which is slow for completion in a shell. Therefore scripts/static-help.mjs
 * renders the output once, when the package is built, and writes it to static-help.json.
 */

type Env = Context['env']

/**
 * Returns the output that the build of vmc has prepared for a command line, such as its help. Returns `undefined` if there is
 * no prepared output.
 */
export function staticAnswer(words: readonly string[], env: Env, columns = 80): string | undefined {
  const key = keyOf(words, columns, isZsh(env))
  return key === undefined ? undefined : preparedAnswer(key)
}

/**
 * Returns the parsed arguments of `vmc build` without options. Returns `undefined` for any other command line. With this
 * function, vmc runs its most common command without loading yargs.
 */
export function plainBuild([command, ...entries]: readonly string[]): object | undefined {
  const isPlain = command === 'build' && !entries.some(word => /^-|^$/.test(word))
  const prepared = isPlain && preparedAnswer(PLAIN_BUILD)
  if (!prepared) return undefined
  return { ...JSON.parse(prepared), ...(entries.length > 0 && { entry: entries }) }
}

/** The key in static-help.json under which the parsed arguments of `vmc build` are stored. */
export const PLAIN_BUILD = 'build'

function preparedAnswer(key: string): string | undefined {
  try {
    const url = new URL('./static-help.json', import.meta.url)
    const answers: Readonly<Record<string, string>> = JSON.parse(readFileSync(url, 'utf8'))
    return Object.hasOwn(answers, key) ? answers[key] : undefined
  } catch {
    // While the package is being built, static-help.json does not exist yet, so no prerendered output is found.
    return undefined
  }
}

const COMPLETE = '--get-yargs-completions'

/**
 * Returns the key under which static-help.json contains the output for a command line. The key for a help text contains the
 * width of the terminal. The key for a completion script contains the shell.
 */
export function keyOf(words: readonly string[], columns: number, zsh: boolean): string | undefined {
  const [first = '', second = '', third] = words
  if (words.length === 1 && /^(-V|--version)$/.test(first)) return 'version'
  if (/^(-h|--help)$/.test(words.at(-1) ?? '') && words.length <= 2)
    return `help ${words.length === 1 ? '' : first} ${Math.min(100, columns)}`
  const shell = zsh ? 'zsh' : 'bash'
  if (words.length === 1 && first === 'completion') return `completion ${shell}`
  if (words.length === 2 && first === 'completion' && /^(bash|zsh)$/.test(second))
    return `completion ${second}`
  if (first !== COMPLETE) return undefined
  // If the user completes a command, the shell filters the completions by the typed letters, so one prerendered output is
  // enough. If the user completes an option, there is an output for each number of leading dashes.
  if (words.length === 3 && !third!.startsWith('-')) return `complete ${shell}`
  const dashes = /^--?/.exec(words[3] ?? '')?.[0]
  return words.length === 4 && dashes && second !== ''
    ? `complete ${third} ${dashes} ${shell}`
    : undefined
}

/** Whether the completion script is for zsh. yargs prints a script for bash otherwise. */
const isZsh = ({ SHELL, ZSH_NAME }: Env): boolean =>
  [SHELL, ZSH_NAME].some(name => name?.includes('zsh'))
