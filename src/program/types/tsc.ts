import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** What TypeScript's native compiler prints about a project, and why it failed where that is not about the project. */
export interface Compiled {
  readonly output: string
  readonly failure?: string
  /** Every file that it read for it. */
  readonly files: readonly string[]
}

/** Runs the compiler without a Node around it, which would take longer to start than the check takes. */
export async function compile(project: string): Promise<Compiled> {
  const folder = dirname(project)
  let compiler: string
  try {
    compiler = findCompiler()
  } catch {
    const failure = `TypeScript 7 is not installed for ${process.platform}-${process.arch}`
    return { output: '', failure, files: [] }
  }
  const env = {
    // Most checks end before memory has to be tidied, which takes as long as all the rest.
    GOGC: 'off',
    GOMEMLIMIT: '512MiB',
    ...process.env,
    // Go believes this, and paths are printed relative to it.
    PWD: folder,
  }
  const { execFile } = await import('node:child_process')
  const options = { cwd: folder, env, maxBuffer: Number.POSITIVE_INFINITY }
  return new Promise(done => {
    const args = ['-p', project, '--pretty', 'false', '--listFiles']
    execFile(compiler, args, options, (error, printed, errors) => {
      // What is wrong comes first, each with a code; then one absolute path a line.
      const [files, output] = [FILE, NOT_FILE].map(lines => printed.match(lines) ?? [])
      const failure = error && { failure: errors || error.message }
      done({ output: output!.join(''), files: files!.map(file => file.trimEnd()), ...failure })
    })
  })
}

const FILE = /^(?:\/|[A-Za-z]:\/)(?!.*: error TS\d+:).*\n/gm
const NOT_FILE = /^(?!\/|[A-Za-z]:\/).*\n|^.*: error TS\d+:.*\n/gm

/** The native compiler. */
export function findCompiler(): string {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json')
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`
  const folder = dirname(createRequire(typescript).resolve(platform))
  return join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc')
}
