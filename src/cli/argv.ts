import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The name of stdin in diagnostics and among the arguments. */
export const STDIN = '<stdin>'

/** Whether a path has the extension of a program: .ts, .js, .mts … */
export const isProgram = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path)

/** The arguments of a call in a form that yargs parses correctly. */
export function normalizeArgv(argv: readonly string[], cwd: string): readonly string[] {
  const hasSchemas = (folder: string): boolean =>
    existsSync(resolve(cwd, join(folder, 'domain.rng')))
  return argv.flatMap((word, index) => {
    // yargs drops a lone "-" among several positional arguments.
    if (word === '-') return [STDIN]
    // The value of --rng is optional: the next word is either a folder of schemas or a file to check.
    if (word === '--rng') return hasSchemas(argv[index + 1] ?? '') ? [] : ['--rng=']
    if (argv[index - 1] === '--rng' && hasSchemas(word)) return [`--rng=${word}`]
    return [word]
  })
}
