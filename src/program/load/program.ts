import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Code } from '../../diagnostics/codes.ts'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { linesOf } from '../../diagnostics/locate-key.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { Node } from '../../tree/node.ts'
import {
  type Location,
  locationsOf,
  type Origin,
  type Recording,
  record,
  stop,
} from '../../tree/origin.ts'
import { giveParameters, type ParameterValues } from '../../tree/parameters.ts'
import type { Frame } from '../../tree/stack.ts'
import { type Tracking, track, type UnusedBuilder, untrack, unusedNow } from '../../tree/unused.ts'
import { parameterProblems } from '../parameters.ts'
import { collect, describeNonDomain, type NonDomain } from './collect.ts'
import { type LoadedModule, load } from './load.ts'
import type { LoadError } from './load-error.ts'
import { locate } from './locate.ts'
import { runGuarded } from './run-guarded.ts'

/** The result of running programs. It does not contain the domains, which are passed to a callback. */
export interface Program {
  /** The diagnostics for the errors that occurred while the programs were executed. */
  readonly diagnostics: readonly Diagnostic[]
  readonly unused: readonly UnusedBuilder[]
  readonly recording: Recording
}

/**
 * A callback that receives each exported domain, with the file of its program. A domain that is exported twice is
 * passed twice.
 */
export type Take = (domain: Node, program: string) => void

/** Options for running programs. */
export interface RunOptions {
  /** The maximum number of calls whose locations are captured while the programs run. */
  readonly maxCaptured: number
  /**
   * A time limit in milliseconds. It applies separately to loading a program and to collecting its domains. Default: one
   * minute.
   */
  readonly timeout?: number | undefined
  /** The values of parameters. */
  readonly set?: ParameterValues | undefined
}

/** Runs programs, records their calls, and passes each exported domain to `take` as soon as it is found. */
export async function run(
  entries: readonly string[],
  cwd: string,
  take: Take,
  { maxCaptured, timeout, set = {} }: RunOptions,
): Promise<Program> {
  const recording = record(maxCaptured)
  const tracking = track()
  giveParameters(set)
  try {
    const diagnostics = await execute(entries, cwd, take, timeout)
    const problems = parameterProblems(set, entries)
    // If a program fails, it may not have reached the calls of param(). Its parameters are then not known.
    if (diagnostics.length === 0) diagnostics.push(...problems)
    return { diagnostics, unused: unusedOf(tracking, entries), recording }
  } finally {
    stop(recording)
    untrack()
  }
}

// Returns the unused builders. If another build runs in this process at the same time, only the builders that were made by
// calls in the given program files are returned.
function unusedOf({ isShared }: Tracking, entries: readonly string[]): readonly UnusedBuilder[] {
  const unused = unusedNow()
  if (!isShared) return unused
  const isOwn = (origin: Origin) => locationsOf(origin).some(({ file }) => entries.includes(file))
  return unused.filter(({ origin }) => isOwn(origin))
}

/** Runs programs and passes each exported domain to `take`, without recording calls. */
async function execute(
  entries: readonly string[],
  cwd: string,
  take: Take,
  timeout: number | undefined,
): Promise<Diagnostic[]> {
  const limit = timeout !== undefined && { timeout }
  const { modules, errors } = await load(entries, { cwd, ...limit })
  const diagnostics = errors.map(loadDiagnostic)
  for (const module of modules) {
    const takeFrom = (domain: Node): void => take(domain, module.file)
    const result = await runGuarded(() => collect(module.exports, takeFrom), {
      entry: module.file,
      ...limit,
    })
    if (!result.ok) {
      for (const error of result.errors) diagnostics.push(loadDiagnostic(error))
      continue
    }
    const { domains, nonDomains } = result.value
    if (nonDomains.length > 0) {
      for (const one of nonDomains) diagnostics.push(notADomain(module.file, one))
    } else if (domains === 0) diagnostics.push(noDomains(module))
  }
  return diagnostics
}

const codeOf: Readonly<Record<LoadError['kind'], Code>> = {
  missing: 'VMC4007',
  folder: 'VMC4007',
  unreadable: 'VMC4007',
  syntax: 'VMC4002',
  'unresolved-import': 'VMC4008',
  threw: 'VMC4003',
  exited: 'VMC4005',
  unsettled: 'VMC4006',
  parameter: 'VMC4024',
}

/** The diagnostic for an error that occurred while a program was loaded or run. */
export function loadDiagnostic(error: LoadError): Diagnostic {
  const { file, line, column } = error
  const related = [
    ...(error.related ?? []),
    ...callersOf(error).map(caller => ({ ...caller, message: 'called from here' })),
  ].flatMap(({ message, file, line, column }) =>
    line === undefined || column === undefined ? [] : [{ message, file, line, column }],
  )
  return {
    ...diagnose(codeOf[error.kind], { message: error.message, help: error.help ?? helpFor(error) }),
    file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(related.length > 0 && { related }),
  }
}

// Returns at most three callers of the line that failed. Several calls from the same line, as in a recursion, count once.
function callersOf({ stack = [] }: LoadError): readonly Frame[] {
  const byLine = new Map(stack.map(frame => [`${frame.file}:${frame.line}`, frame]))
  return [...byLine.values()].slice(1, 4)
}

function helpFor({ kind, file }: LoadError): string | undefined {
  if (kind === 'missing') return similarFile(file)
  if (kind !== 'folder') return undefined
  const program = programsIn(file)[0]
  return `name a program, such as ${program === undefined ? 'infra.ts' : `"${program}"`}`
}

const programsIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter(name => /^(?!vmc\.config).*\.[mc]?ts$/.test(name))

function similarFile(missing: string): string {
  const folder = dirname(missing)
  const files = existsSync(folder)
    ? readdirSync(folder).filter(name => /\.[mc]?[jt]s$/.test(name))
    : []
  const similar = locate(missing) ?? nearest(basename(missing), files)
  return similar === undefined
    ? 'name the program to build, or start one with vmc init'
    : `did you mean "${basename(similar)}"?`
}

function notADomain(file: string, nonDomain: NonDomain): Diagnostic {
  const { path } = nonDomain
  const { description, origin: own, help } = describeNonDomain(nonDomain)
  const origin = own ?? exportIn(file, path)
  const message = `export ${path} is ${description}, not a domain`
  return { file, ...diagnose('VMC4013', { message, ...(origin && { origin }), help }) }
}

/**
 * The location of the export statement for an export path such as `hosts[0].web`. Searches the lines of the file for an
 * export of the first name, `hosts`.
 */
function exportIn(file: string, path: string): Location | undefined {
  const name = /^[\w$]*/.exec(path)![0].replaceAll('$', '\\$')
  return find(file, new RegExp(`^export\\b.*(?<![\\w$])${name}(?![\\w$])`))
}

// Returns the diagnostic for a program that exports no domains. If the program assigns a domain to a variable, the diagnostic
// points to this variable.
function noDomains({ file }: LoadedModule): Diagnostic {
  const message = 'the program exports no domains'
  const variable = find(file, /(?<=^(?:const|let|var)\s+)[\w$]+(?=\s*=\s*domain\()/)
  if (variable) {
    const help = `write "export" in front of ${variable.text}`
    return diagnose('VMC4004', { message, origin: { ...variable, column: 1 }, help })
  }
  const call = find(file, /(?<![\w$.])domain\(/)
  if (call)
    return diagnose('VMC4004', { message, origin: call, help: 'export the result of this call' })
  return {
    ...diagnose('VMC4004', { message, help: "add export default domain('fv0').hvm()" }),
    file,
  }
}

// Returns the first match of a pattern in the lines of a file, with its location.
function find(file: string, pattern: RegExp): (Location & { readonly text: string }) | undefined {
  for (const [index, line] of linesOf(file).entries()) {
    const match = pattern.exec(line)
    if (match) return { file, line: index + 1, column: match.index + 1, text: match[0] }
  }
  return undefined
}
