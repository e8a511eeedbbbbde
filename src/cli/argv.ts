import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What stdin is called in diagnostics, and among the arguments. */
export const STDIN = '<stdin>'

/** The words of a call, in the form that yargs takes them. */
export function wordsOf(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word, index) => {
    // A lone "-" among several positional arguments would be lost.
    if (word === '-') return [STDIN]
    // A folder of schemas may follow, and a file to check as well.
    if (word === '--rng')
      return existsSync(join(argv[index + 1] ?? '', 'domain.rng')) ? [] : ['--rng=']
    if (argv[index - 1] === '--rng' && existsSync(join(word, 'domain.rng')))
      return [`--rng=${word}`]
    return [word]
  })
}
