import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The output of the native TypeScript compiler for a project. */
export interface CompilerOutput {
  /** The problems that the compiler printed, as text. */
  readonly output: string
  /**
   * The error message if the exit code of the compiler is not 0. This is also the case if the compiler has found problems in
   * the project.
   */
  readonly failure?: string
  /** The paths of all files that the compiler read. */
  readonly files: readonly string[]
}

/**
 * Runs the native TypeScript compiler on a project. The compiler is started directly, because starting its Node wrapper takes
 * longer than a check.
 */
export async function compile(project: string): Promise<CompilerOutput> {
  const folder = dirname(project)
  let compiler: string
  try {
    compiler = findCompiler()
  } catch {
    const failure = `TypeScript 7 is not installed for ${process.platform}-${process.arch}`
    return { output: '', failure, files: [] }
  }
  const env = {
    // With these settings of the garbage collector, most checks end before the first collection. With the default settings, a
    // check takes twice as long.
    GOGC: 'off',
    GOMEMLIMIT: '512MiB',
    ...process.env,
    // The compiler, a Go program, reads its working folder from the variable PWD. It prints paths relative to this folder.
    PWD: folder,
  }
  const { execFile } = await import('node:child_process')
  const options = { cwd: folder, env, maxBuffer: Number.POSITIVE_INFINITY }
  return new Promise(done => {
    const args = ['-p', project, '--pretty', 'false', '--listFiles']
    execFile(compiler, args, options, (error, printed, errors) => {
      // The compiler first prints the problems, each with an error code. Then it prints the absolute paths of the checked
      // files, one per line.
      const [files, output] = [FILE, NOT_FILE].map(lines => printed.match(lines) ?? [])
      const failure = error && { failure: errors || error.message }
      done({ output: output!.join(''), files: files!.map(file => file.trimEnd()), ...failure })
    })
  })
}

const FILE = /^(?:\/|[A-Za-z]:\/)(?!.*: error TS\d+:).*\n/gm
const NOT_FILE = /^(?!\/|[A-Za-z]:\/).*\n|^.*: error TS\d+:.*\n/gm

/**
 * The path of the native TypeScript compiler.
 *
 * @throws If the compiler is not installed for this platform.
 */
export function findCompiler(): string {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json')
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`
  const folder = dirname(createRequire(typescript).resolve(platform))
  return join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc')
}
