import { readFileSync } from 'node:fs'

/*
 * Calls that have the same answer each time: help, the version, the script for a shell, and what completes a word. They are
 * asked of the command line itself when the package is made, by scripts/static-help.mjs, for a shell asks at every key.
 */

/** The answer to a call, if it is one of those that are known. */
export function answerTo(words: readonly string[], columns = 80): string | undefined {
  const key = keyOf(words, columns, isZsh())
  return key === undefined ? undefined : known(key)
}

/** What a build is told that is given programs and no option: reading such a call takes yargs 30 ms. */
export function plainBuild([command, ...entries]: readonly string[]): object | undefined {
  const said = command === 'build' && !entries.some(word => /^-|^$/.test(word)) && known(PLAIN)
  if (!said) return undefined
  const args = JSON.parse(said)
  return { ...args, ...(entries.length > 0 && { entry: entries }) }
}

/** The key of a build that is given nothing. */
export const PLAIN = 'build'

function known(key: string): string | undefined {
  try {
    const url = new URL('./static-help.json', import.meta.url)
    const answers: Readonly<Record<string, string>> = JSON.parse(readFileSync(url, 'utf8'))
    return Object.hasOwn(answers, key) ? answers[key] : undefined
  } catch {
    // Not made yet: they are being asked for.
    return undefined
  }
}

const COMPLETE = '--get-yargs-completions'

/** What a call is known by. Help is as wide as the terminal, and completion of two kinds. */
export function keyOf(words: readonly string[], columns: number, zsh: boolean): string | undefined {
  const [first = '', second = '', third] = words
  if (words.length === 1 && /^(-V|--version)$/.test(first)) return 'version'
  if (/^(-h|--help)$/.test(words.at(-1) ?? '') && words.length <= 2)
    return `help ${words.length === 1 ? '' : first} ${Math.min(100, columns)}`
  const shell = zsh ? 'zsh' : 'bash'
  if (words.length === 1 && first === 'completion') return `completion ${shell}`
  if (first !== COMPLETE) return undefined
  // A command is completed from its first letters, an option of one from its dashes.
  if (words.length === 3 && !third!.startsWith('-')) return `complete ${shell}`
  const dashes = /^--?/.exec(words[3] ?? '')?.[0]
  return words.length === 4 && dashes && second !== ''
    ? `complete ${third} ${dashes} ${shell}`
    : undefined
}

/** The shell that yargs takes it for. */
const isZsh = (): boolean =>
  [process.env.SHELL, process.env.ZSH_NAME].some(name => name?.includes('zsh'))
