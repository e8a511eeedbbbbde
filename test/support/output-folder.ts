import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Output, type OutputOptions } from '../../src/build/output/output.ts'

const folders: string[] = []
process.on('exit', () => {
  for (const one of folders) rmSync(one, { recursive: true, force: true })
})

/** Creates a project folder with empty program files. */
export function project(...programs: readonly string[]): string {
  const cwd = mkdtempSync(join(tmpdir(), 'vmc-ownership-'))
  folders.push(cwd)
  for (const program of programs) writeFileSync(join(cwd, program), '')
  return cwd
}

/** The names of the domains that each program makes. `name:text` sets the text of the file; the default is the name. */
export type Programs = Readonly<Record<string, readonly string[]>>
export type Options = Partial<Omit<OutputOptions, 'folder' | 'entries'>>

/** Builds programs into `out`. `outcome` is missing if the build stops. */
export function build(cwd: string, programs: Programs, options: Options = {}) {
  const output = given(cwd, programs, options)
  const found = output.problems()
  const isStopped = options.check || found.some(one => one.severity === 'error')
  const outcome = isStopped ? undefined : output.apply()
  if (isStopped) output.discard()
  return {
    found: found.map(({ code, message }) => `${code}: ${message}`),
    outcome,
    diagnostics: found,
  }
}

/** The output of a build before it writes: all files are added. */
export function given(cwd: string, programs: Programs, options: Options): Output {
  const makers = new Map<string, string[]>()
  for (const [program, names] of Object.entries(programs))
    for (const name of names) makers.set(name, [...(makers.get(name) ?? []), join(cwd, program)])
  const entries = Object.keys(programs).map(program => join(cwd, program))
  const output = new Output({ folder: join(cwd, 'out'), entries, cwd, ...options })
  for (const [domain, programs] of makers) {
    const [name, text = name] = domain.split(':')
    output.add({ name: `${name}.xml`, text: `<${text}/>\n`, programs })
  }
  return output
}

export const path = (cwd: string, name: string) => join(cwd, 'out', `${name}.xml`)
export const text = (cwd: string, name: string) => readFileSync(path(cwd, name), 'utf8')
export const manifestOf = (cwd: string) =>
  JSON.parse(readFileSync(join(cwd, 'out/vmc.manifest.json'), 'utf8'))
export const namesIn = (cwd: string) =>
  readdirSync(join(cwd, 'out'))
    .filter(name => name.endsWith('.xml'))
    .map(name => name.slice(0, -'.xml'.length))
    .sort()
/** The names and texts of all files in `out`. */
export const snapshot = (cwd: string) =>
  readdirSync(join(cwd, 'out')).map(name => [name, readFileSync(join(cwd, 'out', name), 'utf8')])
