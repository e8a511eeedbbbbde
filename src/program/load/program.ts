import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Code } from '../../diagnostics/codes.ts'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { linesOf } from '../../diagnostics/locate-key.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { Node } from '../../tree/node.ts'
import { type Origin, type Place, places, type Recording, record, stop } from '../../tree/origin.ts'
import type { Frame } from '../../tree/stack.ts'
import { type Tracking, track, type UnusedBuilder, untrack, unusedNow } from '../../tree/unused.ts'
import { collect, describeStray, type Stray } from './collect.ts'
import { type LoadedModule, load } from './load.ts'
import type { LoadFault } from './load-fault.ts'
import { locate } from './locate.ts'
import { settle } from './settle.ts'

/** What the run of programs came to, besides their domains. */
export interface Program {
  /** What kept them from giving more domains. */
  readonly diagnostics: readonly Diagnostic[]
  readonly unused: readonly UnusedBuilder[]
  readonly recording: Recording
}

/** Takes a domain, and the file of a program that exports it. It may be called again for the same domain. */
export type Take = (domain: Node, program: string) => void

/** Executes programs, and gives each domain that they export to `take`. Captures so many calls of the language. */
export async function run(
  entries: readonly string[],
  cwd: string,
  take: Take,
  captured: number,
): Promise<Program> {
  const recording = record(captured)
  const tracking = track()
  try {
    const diagnostics = await execute(entries, cwd, take)
    return { diagnostics, unused: unusedOf(tracking, entries), recording }
  } finally {
    stop(recording)
    untrack()
  }
}

// Of programs that run at the same time, each reports the calls that pass through its own entries.
function unusedOf({ isShared }: Tracking, entries: readonly string[]): readonly UnusedBuilder[] {
  const unused = unusedNow()
  if (!isShared) return unused
  const isOwn = (origin: Origin) => places(origin).some(({ file }) => entries.includes(file))
  return unused.filter(({ origin }) => isOwn(origin))
}

async function execute(
  entries: readonly string[],
  cwd: string,
  take: Take,
): Promise<readonly Diagnostic[]> {
  const { modules, faults } = await load(entries, { cwd })
  const diagnostics = faults.map(told)
  for (const module of modules) {
    const takeFrom = (domain: Node): void => take(domain, module.file)
    const settled = await settle(() => collect(module.exports, takeFrom), { entry: module.file })
    if (!settled.ok) {
      diagnostics.push(...settled.faults.map(told))
      continue
    }
    const { value: found } = settled
    if (found.strays.length > 0) {
      diagnostics.push(...found.strays.map(stray => strayed(module.file, stray)))
    } else if (found.domains === 0) diagnostics.push(empty(module))
  }
  return diagnostics
}

const codeOf: Readonly<Record<LoadFault['kind'], Code>> = {
  missing: 'VMC4007',
  folder: 'VMC4007',
  unreadable: 'VMC4007',
  syntax: 'VMC4002',
  'unresolved-import': 'VMC4008',
  threw: 'VMC4003',
  exited: 'VMC4005',
  unsettled: 'VMC4006',
}

/** What is to be told of something that keeps a program from running. */
export function told(fault: LoadFault): Diagnostic {
  const code = codeOf[fault.kind]
  const { file, line, column } = fault
  const related = [
    ...(fault.related ?? []),
    ...callersOf(fault).map(caller => ({ ...caller, message: 'called from here' })),
  ].flatMap(({ message, file, line, column }) =>
    line === undefined || column === undefined ? [] : [{ message, file, line, column }],
  )
  return {
    ...diagnose(code, {
      message: fault.message,
      help: helpFor(fault),
    }),
    file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(related.length > 0 && { related }),
  }
}

// Who called the line that failed: a few are enough to find the way, and a recursion has one place for all its calls.
function callersOf({ stack = [] }: LoadFault): readonly Frame[] {
  const places = new Map(stack.map(frame => [`${frame.file}:${frame.line}`, frame]))
  return [...places.values()].slice(1, 4)
}

function helpFor({ kind, file }: LoadFault): string | undefined {
  if (kind === 'missing') return instead(file)
  if (kind !== 'folder') return undefined
  const program = programsIn(file)[0]
  return `name a program, such as ${program === undefined ? 'infra.ts' : `"${program}"`}`
}

const programsIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter(name => /^(?!vmc\.config).*\.[mc]?ts$/.test(name))

function instead(missing: string): string {
  const folder = dirname(missing)
  const files = existsSync(folder)
    ? readdirSync(folder).filter(name => /\.[mc]?[jt]s$/.test(name))
    : []
  const near = locate(missing) ?? nearest(basename(missing), files)
  return near === undefined
    ? 'name the program to build, or start one with vmc init'
    : `did you mean "${basename(near)}"?`
}

function strayed(file: string, stray: Stray): Diagnostic {
  const { what, origin: own, help } = describeStray(stray)
  const origin = own ?? exportIn(file, stray.path)
  const message = `export ${stray.path} is ${what}, not a domain`
  return { file, ...diagnose('VMC4013', { message, ...(origin && { origin }), help }) }
}

/** Where a file exports what a path starts with, as far as a look at its lines tells. */
function exportIn(file: string, path: string): Place | undefined {
  const name = /^[\w$]*/.exec(path)![0].replaceAll('$', '\\$')
  return find(file, new RegExp(`^export\\b.*(?<![\\w$])${name}(?![\\w$])`))
}

// A program that builds a domain and does not export it lacks one word, and the place for it can be shown.
function empty({ file }: LoadedModule): Diagnostic {
  const message = 'the program exports no domains'
  const variable = find(file, /(?<=^(?:const|let|var)\s+)[\w$]+(?=\s*=\s*domain\()/)
  if (variable) {
    const help = `write "export" in front of ${variable.text}`
    return diagnose('VMC4004', { message, origin: { ...variable, column: 1 }, help })
  }
  const call = find(file, /(?<![\w$.])domain\(/)
  if (call) return diagnose('VMC4004', { message, origin: call, help: 'export what this makes' })
  return {
    ...diagnose('VMC4004', { message, help: "add export default domain('fv0').hvm()" }),
    file,
  }
}

function find(file: string, pattern: RegExp): (Place & { readonly text: string }) | undefined {
  for (const [index, line] of linesOf(file).entries()) {
    const match = pattern.exec(line)
    if (match) return { file, line: index + 1, column: match.index + 1, text: match[0] }
  }
  return undefined
}
