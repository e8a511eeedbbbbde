import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** What the native TypeScript compiler printed about a project. */
export interface CompilerOutput {
  /** The printed problems. */
  readonly output: string
  /** The error of the compiler if its exit code is not 0, which is also the case if the project has problems. */
  readonly failure?: string
  /** Every file that the compiler read. */
  readonly files: readonly string[]
}

/** Runs the native compiler on a project, without the Node wrapper, which takes longer to start than a check takes. */
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
    // Most checks end before garbage collection is needed, which takes as long as the check itself.
    GOGC: 'off',
    GOMEMLIMIT: '512MiB',
    ...process.env,
    // Go reads the working folder from this variable. The compiler prints paths relative to it.
    PWD: folder,
  }
  const { execFile } = await import('node:child_process')
  const options = { cwd: folder, env, maxBuffer: Number.POSITIVE_INFINITY }
  return new Promise(done => {
    const args = ['-p', project, '--pretty', 'false', '--listFiles']
    execFile(compiler, args, options, (error, printed, errors) => {
      // The compiler prints the problems, each with a code, and then one absolute path per line.
      const [files, output] = [FILE, NOT_FILE].map(lines => printed.match(lines) ?? [])
      const failure = error && { failure: errors || error.message }
      done({ output: output!.join(''), files: files!.map(file => file.trimEnd()), ...failure })
    })
  })
}

const FILE = /^(?:\/|[A-Za-z]:\/)(?!.*: error TS\d+:).*\n/gm
const NOT_FILE = /^(?!\/|[A-Za-z]:\/).*\n|^.*: error TS\d+:.*\n/gm

/** The path of the native compiler. Throws if it is not installed for this platform. */
export function findCompiler(): string {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json')
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`
  const folder = dirname(createRequire(typescript).resolve(platform))
  return join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc')
}
