import { dirname, resolve } from 'node:path'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { findUp } from '../find-up.ts'
import { isFile } from '../load/locate.ts'
import { specialFilesOf } from '../load/special-files.ts'
import { compile } from './tsc.ts'
import { layProject, projectOf } from './tsconfig.ts'
import { Verdict } from './verdict.ts'

/** What TypeScript finds wrong; line and column count from 1. */
export interface TypeProblem {
  readonly file: string
  readonly line: number
  readonly column: number
  /** TypeScript's own code, as `TS2322`; `TS0` where the check itself could not be made. */
  readonly code: string
  readonly message: string
}

interface TypecheckOptions {
  readonly cwd?: string
  /** A compiler that has read the project before: what it read, if it finds at once that nothing is wrong. */
  readonly warm?: (project: object, folder: string) => Promise<readonly string[] | undefined>
}

/** Checks the types of programs and of what they import, each by its nearest tsconfig.json, beside this process. */
export async function typecheck(
  entries: readonly string[],
  { cwd = process.cwd(), warm }: TypecheckOptions = {},
): Promise<readonly TypeProblem[]> {
  const projects = new Map<string | undefined, string[]>()
  for (const file of new Set(entries.map(entry => resolve(cwd, entry)))) {
    // What is missing, the loader reports.
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
  const verdict = new Verdict(options, tsconfig, dirname(home))
  if (verdict.stands()) return []
  // TypeScript would wait for them forever; the loader reports them.
  if (specialFilesOf(files).length > 0) return []
  const started = Date.now()
  const right = await warm?.(options, dirname(home))
  if (right) {
    setImmediate(() => verdict.keep(right, started))
    return []
  }
  const project = layProject(options, dirname(home))
  try {
    const since = Date.now()
    const { output, failure, files: read } = await compile(project.path)
    const problems = output
      .split(/\r?\n(?=(?:\S.*?\(\d+,\d+\): )?error TS\d+: )/)
      .flatMap(text => problemIn(text, project.path, tsconfig, home))
    if (problems.length === 0 && !failure) verdict.keep(read, since)
    if (problems.length > 0 || !failure) return problems
    const message = `the types could not be checked: ${failure}`
    return [{ file: home, line: 1, column: 1, code: 'TS0', message }]
  } finally {
    project.remove()
  }
}

/** One problem as TypeScript prints it. One of the project's own options is a problem of the tsconfig.json behind it. */
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

/** Where a tsconfig.json has what a message names first, as in "Option 'esModuleInterop=false' has been removed". */
function positionOf(message: string, tsconfig: string | undefined) {
  const name = /'([^'=]+)/.exec(message)?.[1]
  const text = tsconfig ? readRegularFile(tsconfig, 'utf8') : ''
  const before = text.slice(0, Math.max(0, text.indexOf(`"${name}"`))).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Programs of two projects may share a file. */
const distinct = (problems: readonly TypeProblem[]): readonly TypeProblem[] => [
  ...new Map(problems.map(problem => [JSON.stringify(problem), problem])).values(),
]
