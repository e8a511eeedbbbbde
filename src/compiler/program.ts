import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { linesOf } from '../diagnostics/locate-key.ts'
import type { Node } from '../tree/node.ts'
import type { Place } from '../tree/origin.ts'
import { collect, describeStray, type Stray } from './collect.ts'
import type { LoadFault } from './fault.ts'
import { type LoadedModule, load } from './load.ts'
import { settle } from './settle.ts'

/** The domains of a program, and what kept it from giving more. */
export interface Program {
  readonly domains: readonly Node[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Executes entry files and collects the domains that they export. */
export async function run(entries: readonly string[], cwd: string): Promise<Program> {
  const { modules, faults } = await load(entries, { cwd })
  const domains = new Set<Node>()
  const diagnostics = faults.map(told)
  for (const module of modules) {
    const settled = await settle(() => collect(module.exports), { entry: module.file })
    if (!settled.ok) {
      diagnostics.push(...settled.faults.map(told))
      continue
    }
    const { value: found } = settled
    for (const node of found.domains) domains.add(node)
    if (found.strays.length > 0) {
      diagnostics.push(...found.strays.map(stray => strayed(module.file, stray)))
    } else if (found.domains.length === 0) diagnostics.push(empty(module))
  }
  return { domains: [...domains], diagnostics }
}

const codeOf: Readonly<Record<LoadFault['kind'], Code>> = {
  missing: 'VMC4007',
  unreadable: 'VMC4007',
  syntax: 'VMC4002',
  'unresolved-import': 'VMC4008',
  threw: 'VMC4003',
  exited: 'VMC4005',
  unsettled: 'VMC4006',
}

function told(fault: LoadFault): Diagnostic {
  const code = codeOf[fault.kind]
  const { file, line, column } = fault
  const [, ...callers] = fault.stack ?? []
  const related = [
    ...(fault.related ?? []),
    ...callers.map(caller => ({ ...caller, message: 'called from here' })),
  ].flatMap(({ message, file, line, column }) =>
    line === undefined || column === undefined ? [] : [{ message, file, line, column }],
  )
  return {
    ...diagnose(code, { message: fault.message }),
    file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(related.length > 0 && { related }),
  }
}

function strayed(file: string, stray: Stray): Diagnostic {
  const { what, origin = exportIn(file, stray.path), help } = describeStray(stray)
  const message = `export ${stray.path} is ${what}, not a domain`
  return { ...diagnose('VMC4013', { message, ...(origin && { origin }), help }), file }
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
