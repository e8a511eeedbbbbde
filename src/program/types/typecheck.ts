import { dirname, resolve } from 'node:path'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { findUp } from '../find-up.ts'
import { isFile } from '../load/locate.ts'
import { specialFilesOf } from '../load/special-files.ts'
import { compile } from './tsc.ts'
import { projectOf, writeProject } from './tsconfig.ts'
import { TypecheckCache } from './typecheck-cache.ts'

/** A problem that TypeScript reports. Lines and columns start at 1. */
export interface TypeProblem {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The code of the problem, such as `TS2322`. If the types could not be checked, the code is `TS0`. */
  readonly code: string
  readonly message: string
}

interface TypecheckOptions {
  readonly cwd?: string
  /**
   * A function that checks a project with a compiler that is already running. The promise resolves with the files that the
   * compiler read, or with `undefined` if the project may have problems.
   */
  readonly warm?: (project: object, folder: string) => Promise<readonly string[] | undefined>
}

/**
 * Checks the types of programs and their imports in another process. For each program, the nearest tsconfig.json applies.
 */
export async function typecheck(
  entries: readonly string[],
  { cwd = process.cwd(), warm }: TypecheckOptions = {},
): Promise<readonly TypeProblem[]> {
  const projects = new Map<string | undefined, string[]>()
  for (const file of new Set(entries.map(entry => resolve(cwd, entry)))) {
    // A missing file is skipped here, because the loader reports it.
    if (!isFile(file)) continue
    const tsconfig = findUp('tsconfig.json', dirname(file))
    projects.set(tsconfig, [...(projects.get(tsconfig) ?? []), file])
  }
  const found = await Promise.all(
    [...projects].map(([tsconfig, files]) => check(files, tsconfig, warm)),
  )
  return distinct(found.flat())
}

async function check(
  files: readonly string[],
  tsconfig: string | undefined,
  warm: TypecheckOptions['warm'],
): Promise<readonly TypeProblem[]> {
  const home = tsconfig ?? files[0] ?? ''
  const options = projectOf(files, tsconfig)
  const cache = new TypecheckCache(options, tsconfig, dirname(home))
  if (cache.isFresh()) return []
  // Programs that would read a special file such as a pipe are not checked, because TypeScript would wait forever. The loader
  // reports special files.
  if (specialFilesOf(files).length > 0) return []
  const started = Date.now()
  const checkedFiles = await warm?.(options, dirname(home))
  if (checkedFiles) {
    setImmediate(() => cache.store(checkedFiles, started))
    return []
  }
  const project = writeProject(options, dirname(home))
  try {
    const since = Date.now()
    const { output, failure, files: read } = await compile(project.path)
    const problems = output
      .split(/\r?\n(?=(?:\S.*?\(\d+,\d+\): )?error TS\d+: )/)
      .flatMap(text => problemIn(text, project.path, tsconfig, home))
    if (problems.length === 0 && !failure) cache.store(read, since)
    if (problems.length > 0 || !failure) return problems
    const message = `the types could not be checked: ${failure}`
    return [{ file: home, line: 1, column: 1, code: 'TS0', message }]
  } finally {
    project.remove()
  }
}

/**
 * Parses a line of TypeScript's output. If the problem is in the temporary tsconfig.json, it is reported in the user's
 * tsconfig.json instead.
 */
function problemIn(
  text: string,
  project: string,
  tsconfig: string | undefined,
  home: string,
): TypeProblem[] {
  const printed = /^(?:(\S.*?)\((\d+),(\d+)\): )?error (TS\d+): (.*)/s.exec(text)
  if (!printed) return []
  const [, path, line, column, code = '', rest = ''] = printed
  const file = path && resolve(dirname(project), path)
  const message = rest.trimEnd()
  return [
    file && file !== project
      ? { file, line: Number(line), column: Number(column), code, message }
      : { file: home, ...positionOf(message, tsconfig), code, message },
  ]
}

/**
 * The position in a tsconfig.json of the option that a message quotes: "Option 'esModuleInterop=false' has been
 * removed".
 */
function positionOf(message: string, tsconfig: string | undefined) {
  const name = /'([^'=]+)/.exec(message)?.[1]
  const text = tsconfig ? readRegularFile(tsconfig, 'utf8') : ''
  const before = text.slice(0, Math.max(0, text.indexOf(`"${name}"`))).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Removes duplicate problems, which arise if programs of two projects import the same file. */
const distinct = (problems: readonly TypeProblem[]): readonly TypeProblem[] => [
  ...new Map(problems.map(problem => [JSON.stringify(problem), problem])).values(),
]
