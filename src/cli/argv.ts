import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The name that vmc uses for stdin in diagnostics and among the path arguments. */
export const STDIN = '<stdin>'

/** Whether a path has a file extension of TypeScript or JavaScript, such as .ts, .js or .mts. */
export const isProgram = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path)

/** Rewrites command-line arguments that yargs would misinterpret. */
export function normalizeArgv(argv: readonly string[], cwd: string): readonly string[] {
  const hasSchemas = (folder: string): boolean =>
    existsSync(resolve(cwd, join(folder, 'domain.rng')))
  return argv.flatMap((word, index) => {
    // yargs drops the argument "-" if there are several positional arguments, so vmc replaces "-" with `<stdin>`.
    if (word === '-') return [STDIN]
    // The value of --rng is optional. The next argument is its value if it is a folder with schemas. Otherwise it is a file
    // to validate.
    if (word === '--rng') return hasSchemas(argv[index + 1] ?? '') ? [] : ['--rng=']
    if (argv[index - 1] === '--rng' && hasSchemas(word)) return [`--rng=${word}`]
    return [word]
  })
}
