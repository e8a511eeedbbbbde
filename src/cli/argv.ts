import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The name that represents stdin in diagnostics and in path arguments. */
export const STDIN = '<stdin>'

/** Whether a path has the extension of a TypeScript or JavaScript program: .ts, .js, .mts … */
export const isProgram = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path)

/** Rewrites command-line arguments that yargs would misread. */
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
