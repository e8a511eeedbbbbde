import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { linesOf } from '../diagnostics/locate-key.ts'
import type { Node } from '../tree/node.ts'
import { collect, describeStray } from './collect.ts'
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
      diagnostics.push(
        ...found.strays.map(stray => strayed(module.file, stray.path, describeStray(stray))),
      )
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

function strayed(file: string, path: string, what: string): Diagnostic {
  return {
    ...diagnose('VMC4013', { message: `export ${path} is ${what}, not a domain` }),
    file,
  }
}

// A program that builds a domain and does not export it lacks one word, and the place for it can be shown.
function empty({ file }: LoadedModule): Diagnostic {
  const lines = linesOf(file)
  const at = lines.findIndex(text => /^\s*(?:const|let|var)\s+[\w$]+\s*=\s*domain\(/.test(text))
  const message = 'the program exports no domains'
  if (at < 0)
    return {
      ...diagnose('VMC4004', { message, help: "add export default domain('fv0').hvm()" }),
      file,
    }
  const name = /(?:const|let|var)\s+([\w$]+)/.exec(lines[at]!)![1]
  const origin = { file, line: at + 1, column: lines[at]!.search(/\S/) + 1 }
  return diagnose('VMC4004', { message, origin, help: `write "export" in front of const ${name}` })
}
